package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.testing.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Everybody who reads what the service has stored. */
record Readers(Server server) {

  private static final List<String> READ_MODELS =
      List.of("job", "provider", "ledger", "user", "act");

  /** All that shows one job. */
  void readJob(String job) {
    for (String path : List.of("", "/events", "/metrics", "/logs")) {
      server.api().get("/api/jobs/" + job + path).expect(200);
    }
    page("/jobs/" + job);
    page("/jobs/" + job + "/input.json");
    Terminal terminal = Terminal.of(server, "ALICE");
    terminal.run("job", job).expect(0);
    terminal.run("job", job, "--events").expect(0);
    terminal.run("job", job, "--json").expect(0);
  }

  /** All that shows one provider. */
  void readProvider(String worker) {
    String id = server.api().get("/api/providers/" + worker).expect(200).text("id");
    server.api().get("/api/providers/" + worker + "/metrics").expect(200);
    server.api().get("/api/jobs/pending/" + worker).expect(200);
    page("/market/" + id);
  }

  /** All that shows many things at once. */
  void readLists(String consumer) {
    for (String path :
        List.of("/api/jobs", "/api/jobs/user/" + consumer, "/api/audit/events?limit=500")) {
      server.api().get(path).expect(200);
    }
    for (String path : List.of("/", "/jobs", "/market", "/ledger", "/audit")) {
      page(path);
    }
    Terminal terminal = Terminal.of(server, consumer);
    terminal.run("jobs", "--json").expect(0);
    terminal.run("audit", "events", "--limit", "100").expect(0);
  }

  /** Runs every reader of the whole log. */
  void readLog() {
    assertThat(server.api().post("/api/audit/verify", "").expect(200).at("intact").asBoolean())
        .isTrue();
    Answer ledger = server.api().get("/api/audit/ledger").expect(200);
    assertThat(ledger.at("agrees").asBoolean()).as("%s", ledger.body()).isTrue();
    for (String name : READ_MODELS) {
      server.api().post("/api/admin/projections/" + name + "/replay", "").expect(202);
      await().atMost(Duration.ofSeconds(30)).until(() -> rebuilt(name).equals("DONE"));
    }
    for (JsonNode readModel : server.api().get("/api/admin/projections").expect(200).body()) {
      assertThat(readModel.path("deadLetters").asInt()).as("%s", readModel).isZero();
    }
  }

  private String rebuilt(String name) {
    for (JsonNode readModel : server.api().get("/api/admin/projections").expect(200).body()) {
      if (readModel.path("name").asString().equals(name)) {
        return readModel.path("rebuild").path("state").asString("");
      }
    }
    return "";
  }

  private void page(String path) {
    HttpResponse<String> page =
        new Browser(server.uri().getPort()).get(path, "Accept", "text/html,*/*");
    assertThat(page.statusCode()).as("status of %s", path).isEqualTo(200);
  }
}
