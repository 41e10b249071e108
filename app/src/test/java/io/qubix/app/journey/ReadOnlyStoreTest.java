package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Network;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The database takes no writes for a while: it was told so, or a standby answers in its place. */
@ExtendWith(OutputCaptureExtension.class)
class ReadOnlyStoreTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void aPrimaryThatIsToldToReadOnly_asksClientsToComeBack_andIsWellAgainByItself(
      CapturedOutput output) throws Exception {
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start();
        Server server = Server.on(postgres.getJdbcUrl("postgres", "postgres"))) {
      Api api = server.api();
      api.register("w", 1);
      String job = api.create("ALICE").text("job.id");

      set(postgres, "default_transaction_read_only = on");
      await().atMost(SOON).until(() -> api.get("/health").status() == 503);
      int said = output.getOut().length();
      assertEverybodyIsToldToComeBack(api, job);
      assertShort(output.getOut().substring(said));

      set(postgres, "default_transaction_read_only = off");
      assertWellAgain(api, job);

      // No transaction is committed before a standby has it, and there is none.
      set(postgres, "synchronous_standby_names = 'nobody'");
      await().atMost(SOON).until(() -> api.get("/health").status() == 503);
      set(postgres, "synchronous_standby_names = ''");
      await().atMost(SOON).until(() -> api.get("/health").status() == 200);
    }
  }

  @Test
  void aStandbyInThePrimarysPlace_isNeverUsed_andThePrimaryIsFoundAgain(CapturedOutput output)
      throws Exception {
    Path data = folder.resolve("primary");
    try (EmbeddedPostgres first = on(data);
        Server server = Server.on(first.getJdbcUrl("postgres", "postgres"))) {
      server.api().register("w", 1);
    }
    Path copy = folder.resolve("standby");
    copy(data, copy);
    Files.createFile(copy.resolve("standby.signal"));
    try (EmbeddedPostgres primary = on(data);
        EmbeddedPostgres standby = on(copy);
        Network network = Network.to(primary.getJdbcUrl("postgres", "postgres"));
        Server server = Server.on(network.url())) {
      Api api = server.api();
      String job = api.create("ALICE").text("job.id");

      int said = output.getOut().length();
      network.moveTo(standby.getJdbcUrl("postgres", "postgres"));
      await().atMost(SOON).until(() -> api.get("/health").status() == 503);
      assertEverybodyIsToldToComeBack(api, job);
      network.moveTo(primary.getJdbcUrl("postgres", "postgres"));
      assertWellAgain(api, job);
      assertShort(output.getOut().substring(said));
    }
  }

  private static void assertEverybodyIsToldToComeBack(Api api, String job) {
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    answers.add(api.postLater("/api/jobs/" + job + "/complete", Api.completed("w", 3600)));
    for (int i = 0; i < 100; i++) {
      answers.add(api.postLater("/api/jobs/create", Api.job("ALICE", "")));
      answers.add(api.getLater("/api/jobs/" + job));
    }
    for (CompletableFuture<Answer> each : answers) {
      Answer answer = each.join();
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(503);
      assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
    }
  }

  /** Lines, not pages. */
  private static void assertShort(String log) {
    assertThat(log).doesNotContain("\tat ");
    assertThat(log.lines()).as(log).hasSizeLessThan(30);
  }

  private static void assertWellAgain(Api api, String job) {
    await().atMost(SOON).until(() -> api.complete(job, "w", 3600).status() == 200);
    await().atMost(SOON).until(() -> api.get("/health").status() == 200);
    await().atMost(SOON).until(() -> api.get("/api/accounts/ALICE").status() == 200);
    assertThat(api.get("/api/accounts/ALICE").at("spent").decimalValue()).isEqualByComparingTo("1");
    String next = api.create("ALICE").text("job.id");
    await()
        .atMost(SOON)
        .until(() -> api.get("/api/jobs/" + next).text("status").equals("ASSIGNED"));
    assertThat(api.post("/api/audit/verify", "").expect(200).at("intact").asBoolean()).isTrue();
  }

  private static void set(EmbeddedPostgres postgres, String setting) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("alter system set " + setting);
      statement.execute("select pg_reload_conf()");
    }
  }

  private static EmbeddedPostgres on(Path data) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data.toFile())
        .setCleanDataDirectory(false)
        .start();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
  }
}
