package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.app.QubixApplication;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The log may hold more in one page of events than the heap of a node: it is read all the same. */
class SmallHeapTest {

  /** Their inputs and results are more as the heap of the node that reads them. */
  private static final int JOBS = 30;

  private static final int LARGE = 7_900_000;

  @TempDir Path directory;

  private Process node;

  @AfterEach
  void end() throws InterruptedException {
    if (node != null) {
      node.destroyForcibly();
      assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void whateverReadsTheLog_goesOnAfterARestart() throws Exception {
    String database = TestDatabase.url();
    List<String> jobs = new ArrayList<>();
    try (Server server = Server.on(database)) {
      server.api().register("before", 1);
      for (int number = 0; number < JOBS; number++) {
        jobs.add(workedOff(server.api(), number));
      }
    }

    Api api = startOn(database);

    assertAssigned(api, "after");
    assertThat(api.post("/api/audit/verify", "{}").expect(200).at("intact").asBoolean()).isTrue();
    assertThat(api.get("/api/audit/ledger").expect(200).at("agrees").asBoolean()).isTrue();
    rebuildAll(api);
    assertThat(walk(api, "/api/jobs?limit=200&qubicAddress=LARGE", "jobs", "before"))
        .isEqualTo(JOBS);
    assertThat(walk(api, "/api/audit/events?limit=500&type=JobCompleted", "events", "after"))
        .isEqualTo(JOBS);
    assertThat(api.job(jobs.get(0)).text("result")).hasSize(LARGE);
    assertThat(api.job(jobs.get(JOBS - 1)).text("inputData.text")).hasSize(LARGE);
    assertAssigned(api, "later");
    assertThat(api.get("/health").expect(200).text("status")).isEqualTo("UP");
    assertThat(node.isAlive()).isTrue();
  }

  private static String workedOff(Api api, int number) {
    // Every other is text that PostgreSQL cannot pack.
    String large = number % 2 == 0 ? "x".repeat(LARGE) : noise(number);
    String job =
        api.post(
                "/api/jobs/create",
                """
                {"modelType": "llama", "computeNeeded": 1, "qubicAddress": "LARGE",
                 "inputData": {"text": "%s"}}
                """
                    .formatted(large))
            .expect(200)
            .text("job.id");
    api.post(
            "/api/jobs/" + job + "/complete",
            """
            {"workerId": "before", "status": "completed", "result": "%s"}
            """
                .formatted(large))
        .expect(200);
    return job;
  }

  private static String noise(int seed) {
    return new Random(seed)
        .ints(LARGE, '0', 'Z')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static void assertAssigned(Api api, String worker) {
    api.register(worker, 1);
    String job = api.create("SMALL").text("job.id");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(api.job(job).text("status")).isEqualTo("ASSIGNED"));
  }

  /** How many there are on all pages of a list. */
  private static int walk(Api api, String list, String member, String cursor) {
    int found = 0;
    String next = "";
    while (next != null) {
      Answer page = api.get(list + next).expect(200);
      found += page.at(member).size();
      next = page.at("next").isNull() ? null : "&" + cursor + "=" + page.text("next");
    }
    return found;
  }

  private static void rebuildAll(Api api) {
    for (JsonNode projection : api.get("/api/admin/projections").expect(200).body()) {
      String name = projection.path("name").asString();
      api.post("/api/admin/projections/" + name + "/replay", "{}");
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(rebuildOf(api, name)).as(name).isEqualTo("DONE"));
    }
  }

  private static String rebuildOf(Api api, String name) {
    for (JsonNode projection : api.get("/api/admin/projections").expect(200).body()) {
      if (projection.path("name").asString().equals(name)) {
        return projection.path("rebuild").path("state").asString();
      }
    }
    return "unknown";
  }

  private Api startOn(String database) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path output = directory.resolve("output");
    node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                QubixApplication.class.getName(),
                "--qubix.data=" + directory,
                "--spring.datasource.url=" + database,
                "--server.port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Api api = new Api(URI.create("http://localhost:" + port));
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(
            () -> {
              if (!node.isAlive()) {
                throw new AssertionError(Files.readString(output));
              }
              return api.get("/health").status() == 200;
            });
    return api;
  }
}
