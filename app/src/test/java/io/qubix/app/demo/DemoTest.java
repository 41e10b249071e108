package io.qubix.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.app.QubixApplication;
import io.qubix.testing.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

class DemoTest {

  private static final Path DATA = temporary();

  @AfterAll
  static void delete() throws IOException {
    FileSystemUtils.deleteRecursively(DATA);
  }

  @Test
  void demo_showsJobsDoneByRealWorkersAndPaid_andStopsThemWithItself() {
    List<ProcessHandle> workers;
    try (ConfigurableApplicationContext program =
        SpringApplication.run(
            QubixApplication.class,
            "--spring.profiles.active=demo",
            "--server.port=0",
            "--qubix.demo.every=1h",
            "--qubix.data=" + DATA)) {
      int port = program.getEnvironment().getRequiredProperty("local.server.port", int.class);
      Browser browser = new Browser(port);

      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> statuses(browser).equals(List.of("COMPLETED")));
      JsonNode listed = Browser.json(browser.get("/api/jobs/user/DEMO-CONSUMER")).get(0);
      JsonNode job = Browser.json(browser.get("/api/jobs/" + listed.path("id").asString()));
      assertThat(job.at("/result/dimensions").intValue()).isEqualTo(384);
      assertThat(Browser.json(browser.get("/api/transactions/history/DEMO-CONSUMER")).size())
          .isEqualTo(6);
      workers = workerProcesses();
      assertThat(workers).hasSize(2);
    }
    assertThat(workers).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void demo_goesOnLiving(@TempDir Path data) {
    try (ConfigurableApplicationContext program =
        SpringApplication.run(
            QubixApplication.class,
            "--spring.profiles.active=demo",
            "--server.port=0",
            "--qubix.demo.workers=0",
            "--qubix.demo.jobs=0",
            "--qubix.demo.every=200ms",
            "--qubix.data=" + data)) {
      int port = program.getEnvironment().getRequiredProperty("local.server.port", int.class);
      Browser browser = new Browser(port);
      int before = jobs(browser);
      await().until(() -> jobs(browser) >= before + 3);
    }
  }

  @Test
  void workerProgram_isFoundBesideTheServersJar_andInABuild(@TempDir Path folder)
      throws IOException {
    Path server = Files.createDirectories(folder.resolve("app/target")).resolve("qubix.jar");
    assertThat(WorkerJar.near(server)).isNull();
    Path built =
        Files.createDirectories(folder.resolve("worker/target")).resolve("qubix-worker.jar");
    Files.createFile(built);
    assertThat(WorkerJar.near(server)).isEqualTo(built);
    Path beside = Files.createFile(server.resolveSibling("qubix-worker.jar"));
    assertThat(WorkerJar.near(server)).isEqualTo(beside);
  }

  private static int jobs(Browser browser) {
    return Browser.json(browser.get("/api/stats")).at("/jobs/total").asInt();
  }

  /** Each status once, as soon as there are six jobs. */
  private static List<String> statuses(Browser browser) {
    List<String> statuses = new ArrayList<>();
    JsonNode jobs = Browser.json(browser.get("/api/jobs/user/DEMO-CONSUMER"));
    jobs.forEach(job -> statuses.add(job.get("status").stringValue()));
    return statuses.size() < 6 ? List.of() : statuses.stream().distinct().toList();
  }

  private static List<ProcessHandle> workerProcesses() {
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      return children
          .filter(child -> child.info().command().filter(it -> it.endsWith("java")).isPresent())
          .toList();
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("qubix-demo");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
