package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Providers that get no job for a while: those that fail what they get, and those that drain. */
class RestingProvidersTest {

  private static final List<String> GOOD = List.of("good-1", "good-2", "good-3");

  private final String database = TestDatabase.url();
  private Server server;
  private Api api;

  @BeforeEach
  void start() {
    server = Server.on(database);
    api = server.api();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aCheapProviderThatFailsAllItGets_touchesFewOfAHundredJobs() {
    api.register("hole", 1);
    GOOD.forEach(worker -> api.register(worker, 2));
    List<String> open =
        new ArrayList<>(
            IntStream.range(0, 100).mapToObj(i -> api.create("ALICE").text("job.id")).toList());
    int touched = 0;
    while (!open.isEmpty()) {
      touched += failAll("hole");
      for (String worker : GOOD) {
        open.removeAll(completeAll(worker));
      }
      server.forward(Duration.ofSeconds(2));
    }

    assertThat(touched).isBetween(3, 5);
    assertThat(api.get("/api/jobs?status=COMPLETED&limit=200").expect(200).at("jobs")).hasSize(100);
  }

  @Test
  void aProviderThatFailsThreeJobs_getsNoneForThirtySeconds_alsoAfterARestart() {
    api.register("hole", 1);
    for (int i = 0; i < 3; i++) {
      holdingIts("hole");
      failAll("hole");
    }
    Answer cooling = provider("hole");
    assertThat(secondsLeft(cooling)).isBetween(20L, 30L);
    assertThat(cooling.at("isAvailable").asBoolean()).isFalse();
    stop();
    start();

    api.register("dear", 5);
    String job = api.create("BOB").text("job.id");
    Answer given = api.job(job);
    assertThat(given.text("provider.workerId")).isEqualTo("dear");
    assertThat(given.text("attempts.0.receipt.leftOutExamples.0.reason")).isEqualTo("COOLING_DOWN");
    assertThat(Instant.parse(given.text("attempts.0.receipt.leftOutExamples.0.until")))
        .isCloseTo(cooling.text("coolingUntil"), within(1, ChronoUnit.MILLIS));

    server.forward(Duration.ofSeconds(30));
    await().until(() -> provider("hole").at("isAvailable").asBoolean());
    String next = api.create("BOB").text("job.id");
    assertThat(api.job(next).text("provider.workerId")).isEqualTo("hole");
    api.fail(next, "hole", "no").expect(200);
    assertThat(secondsLeft(provider("hole"))).isBetween(50L, 60L);
  }

  @Test
  void anOperatorEndsACoolDown_andTwoClicksDoNoMore() {
    api.register("hole", 1);
    for (int i = 0; i < 3; i++) {
      holdingIts("hole");
      failAll("hole");
    }
    for (int click = 0; click < 2; click++) {
      Answer ended = api.post("/api/providers/hole/cooldown/end", "{}").expect(200);
      assertThat(ended.at("provider").path("coolingUntil").isNull()).isTrue();
      assertThat(ended.at("provider").path("isAvailable").asBoolean()).isTrue();
    }
    api.post("/api/providers/unknown/cooldown/end", "{}").expect(404);
  }

  @Test
  void aProviderThatDrains_finishesItsJob_andIsBackInTime() {
    api.register("drains", 1);
    String held = api.create("ALICE").text("job.id");
    String back = server.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString();
    String draining = "{\"state\": \"draining\", \"until\": \"%s\"}".formatted(back);
    for (int call = 0; call < 2; call++) {
      Answer answer = api.put("/api/providers/drains/availability", draining).expect(200);
      assertThat(Instant.parse(answer.text("provider.availableAt"))).isEqualTo(back);
      assertThat(answer.at("provider").path("draining").asBoolean()).isTrue();
    }
    api.complete(held, "drains", 1).expect(200);
    String waiting = api.create("ALICE").text("job.id");
    assertThat(api.job(waiting).text("status")).isEqualTo("PENDING");

    server.forward(Duration.ofSeconds(60));

    await().until(() -> api.job(waiting).text("status").equals("ASSIGNED"));
    assertThat(provider("drains").at("availableAt").isNull()).isTrue();
  }

  @Test
  void aPausedMarket_takesJobsAndAssignsNone_alsoAfterARestart() {
    api.register("ann", 1);
    String held = api.create("ALICE").text("job.id");
    api.put("/api/admin/market", "{\"state\": \"asleep\"}").expect(400);
    for (int call = 0; call < 2; call++) {
      Answer paused =
          api.put("/api/admin/market", "{\"state\": \"paused\", \"reason\": \"New cables\"}")
              .expect(200);
      assertThat(paused.text("state")).isEqualTo("PAUSED");
      assertThat(paused.text("reason")).isEqualTo("New cables");
    }
    api.complete(held, "ann", 1).expect(200);
    String waiting = api.create("ALICE").text("job.id");
    stop();
    start();
    api.register("bob", 2);
    assertThat(api.job(waiting).text("status")).isEqualTo("PENDING");
    Answer shown = api.get("/api/admin/market").expect(200);
    assertThat(shown.text("state")).isEqualTo("PAUSED");
    assertThat(shown.text("reason")).isEqualTo("New cables");
    assertThat(why(waiting).path("paused").asBoolean()).isTrue();

    api.put("/api/admin/market", "{\"state\": \"open\"}").expect(200);

    assertThat(api.get("/api/admin/market").expect(200).text("state")).isEqualTo("OPEN");

    await().until(() -> api.job(waiting).text("status").equals("ASSIGNED"));
  }

  @Test
  void blankReasonForAPause_isNone() {
    Answer paused =
        api.put("/api/admin/market", "{\"state\": \"paused\", \"reason\": \"  \"}").expect(200);

    assertThat(paused.at("reason").isNull()).isTrue();
  }

  @Test
  void whatMakesNoSense_isRefused_andChangesNothing() {
    api.register("ann", 1);
    for (String body :
        List.of(
            "{}",
            "{\"state\": \"asleep\"}",
            "{\"state\": \"available\", \"until\": \"2999-01-01T00:00:00Z\"}",
            "{\"state\": \"out\", \"until\": \"2020-01-01T00:00:00Z\"}",
            "{\"state\": \"out\", \"until\": \"soon\"}")) {
      api.put("/api/providers/ann/availability", body).expect(400);
    }
    api.put("/api/providers/unknown/availability", "{\"state\": \"out\"}").expect(404);
    assertThat(provider("ann").at("isAvailable").asBoolean()).isTrue();
  }

  @Test
  void aJobThatWaits_tellsWhetherTheMarketIsPaused() throws Exception {
    assertThat(api.get("/api/admin/market").expect(200).text("state")).isEqualTo("OPEN");
    String waiting = api.create("ALICE").text("job.id");
    assertThat(why(waiting).path("paused").asBoolean(true)).isFalse();
    Terminal terminal = Terminal.of(server, "ALICE");
    assertThat(terminal.run("market").expect(0).line()).isEqualTo("The market is open");
    assertThat(terminal.run("job", waiting).expect(0).out())
        .contains("No provider is online")
        .doesNotContain("paused");

    assertThat(terminal.run("market", "paused", "--reason", "New cables").expect(0).line())
        .startsWith("The market is paused since ")
        .endsWith("(New cables)");

    assertThat(why(waiting).path("paused").asBoolean()).isTrue();
    assertThat(terminal.run("job", waiting).expect(0).out())
        .contains("The market is paused: no job is assigned until the operator opens it")
        .doesNotContain("No provider is online");
    assertThat(page("/jobs/" + waiting))
        .contains("The market is paused: no job is assigned")
        .doesNotContain("No provider is online");
    assertThat(page("/market"))
        .contains("The market is paused</strong> since ", ": New cables", "Open the market");
    terminal.run("market", "open").expect(0);
    assertThat(page("/market")).contains("Pause the market").doesNotContain("The market is paused");
  }

  @Test
  void theTerminalLetsAProviderDrain_takesItOut_andPutsItBack() {
    api.register("ann", 1);
    Terminal terminal = Terminal.of(server, "OWNER-ann");
    String back = server.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS).toString();

    assertThat(terminal.run("availability", "ann", "draining", "--until", back).expect(0).line())
        .startsWith("ann finishes what it holds, and takes no more; it comes back at ");
    assertThat(provider("ann").at("draining").asBoolean()).isTrue();
    assertThat(Instant.parse(provider("ann").text("availableAt"))).isEqualTo(back);

    terminal.run("availability", "ann", "out", "--until", "2h").expect(0);
    assertThat(provider("ann").at("isAvailable").asBoolean()).isFalse();
    assertThat(Instant.parse(provider("ann").text("availableAt")))
        .isBetween(Instant.now().plusSeconds(7_100), Instant.now().plusSeconds(7_300));

    assertThat(terminal.run("availability", "ann", "available").expect(0).line())
        .isEqualTo("ann is in the market");
    assertThat(provider("ann").at("isAvailable").asBoolean()).isTrue();
    terminal.run("availability", "ann", "asleep").expect(2);
    terminal.run("availability", "ann", "out", "--until", "soon").expect(2);
    assertThat(terminal.run("availability", "nobody", "out").code()).isNotZero();
  }

  private String page(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private JsonNode why(String job) {
    return api.get("/api/jobs/" + job + "/decisions").expect(200).at("waiting");
  }

  private Answer provider(String worker) {
    return api.get("/api/providers/" + worker).expect(200);
  }

  private long secondsLeft(Answer provider) {
    return Duration.between(server.now(), Instant.parse(provider.text("coolingUntil"))).toSeconds();
  }

  private void holdingIts(String worker) {
    api.create("ALICE", ", \"retry\": {\"maxReassignments\": 0}");
    await().until(() -> !held(worker).isEmpty());
  }

  private List<String> held(String worker) {
    List<String> jobs = new ArrayList<>();
    api.get("/api/jobs/pending/" + worker)
        .expect(200)
        .body()
        .forEach(job -> jobs.add(job.path("id").asString()));
    return jobs;
  }

  private int failAll(String worker) {
    List<String> jobs = held(worker);
    jobs.forEach(job -> api.fail(job, worker, "no").expect(200));
    return jobs.size();
  }

  private List<String> completeAll(String worker) {
    List<String> jobs = held(worker);
    jobs.forEach(job -> api.complete(job, worker, 1).expect(200));
    return jobs;
  }
}
