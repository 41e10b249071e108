package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qubix.api.TestDatabase;
import io.qubix.testing.Browser;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The seal as an auditor uses it. */
class SealTest {

  private static final String NDJSON = "application/x-ndjson";

  private Server server;
  private Api api;

  @BeforeEach
  void start() {
    server = Server.on(TestDatabase.url());
    api = server.api();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void anAuditorSavesAHeadAndHoldsTheLogAgainstItLater() {
    api.get("/api/audit/seal").expect(404);
    api.register("w", 1);
    api.create("ALICE");
    Answer head = api.get("/api/audit/seal").expect(200);
    assertThat(head.text("signature")).isNotBlank();
    api.create("ALICE");

    Answer verdict = api.post("/api/audit/verify", "{\"expect\": " + head.body() + "}").expect(200);
    assertThat(verdict.at("intact").asBoolean()).as("%s", verdict.body()).isTrue();
    assertThat(api.post("/api/audit/verify", "").expect(200).at("intact").asBoolean()).isTrue();

    Answer proof = api.get("/api/audit/events/1/proof").expect(200);
    assertThat(proof.text("leafBytes")).startsWith("1\n\"provider:w\"\n0\n");
    api.get("/api/audit/events/999/proof").expect(404);
    api.get("/api/audit/events/x/proof").expect(404);

    Answer other =
        api.post(
                "/api/audit/verify",
                "{\"expect\": {\"number\": 1, \"hash\": \"" + "0".repeat(64) + "\"}}")
            .expect(200);
    assertThat(other.at("intact").asBoolean(true)).isFalse();
    assertThat(other.at("difference.block").asInt()).isEqualTo(1);
    api.post("/api/audit/verify", "{\"expect\": 5}").expect(400);
    api.post("/api/audit/verify", "{\"expect\": {}}").expect(400);
  }

  @Test
  void aChangedEventIsNamed() {
    api.register("w", 1);
    String job = api.create("ALICE").text("job.id");
    api.complete(job, "w", 3600).expect(200);
    server
        .get(JdbcTemplate.class)
        .update(
            "update event set payload = jsonb_set(payload, '{cost}', '1000')"
                + " where type like '%JobCompleted'");
    Answer verdict = api.post("/api/audit/verify", "{}").expect(200);
    assertThat(verdict.text("difference.what")).isEqualTo("The event was changed");
    Answer books = api.get("/api/audit/ledger").expect(200);
    assertThat(books.at("agrees").asBoolean(true)).as("%s", books.body()).isFalse();
  }

  @Test
  void progressIsToldALineAtATime() {
    api.register("w", 1);
    Answer streamed = api.post("/api/audit/verify", "{}", "Accept", NDJSON).expect(200);
    assertThat(streamed.response().body().lines().toList()).last().asString().contains("intact");
  }

  @Test
  void aCheckEndsWithItsVerdict_howeverLongItTakes() throws Exception {
    String database = TestDatabase.url();
    try (Server hasty = Server.on(database, "--spring.mvc.async.request-timeout=100ms");
        Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      hasty.api().register("w", 1);
      Browser browser = new Browser(hasty.uri().getPort());
      for (String table : List.of("block", "ledger_account")) {
        connection.setAutoCommit(false);
        statement.execute("lock table " + table + " in access exclusive mode");
        CompletableFuture<HttpResponse<String>> check =
            CompletableFuture.supplyAsync(
                () ->
                    table.equals("block")
                        ? browser.post("/api/audit/verify", "{}", "Accept", NDJSON)
                        : browser.get("/api/audit/ledger", "Accept", NDJSON));
        // Containers look for what is late once a second.
        assertThatExceptionOfType(TimeoutException.class)
            .as("held up by %s", table)
            .isThrownBy(() -> check.get(3, TimeUnit.SECONDS));
        connection.rollback();
        assertThat(check.get(20, TimeUnit.SECONDS).body().lines().toList())
            .last()
            .asString()
            .containsAnyOf("\"intact\":true", "\"agrees\":true");
      }
    }
  }
}
