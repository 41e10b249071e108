package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.terminal.print.Screen;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The marketplace as people and scripts have it from a terminal. */
class TerminalTest {

  private Server server;
  private Api api;
  private Terminal alice;

  @BeforeEach
  void start() {
    server = Server.on(TestDatabase.url());
    api = server.api();
    alice = Terminal.of(server, "ALICE");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aJobIsSubmittedAndWatchedToItsEnd() {
    api.register("w-1", 2);
    String job =
        alice
            .typing("{\"prompt\": \"Hi\", \"n\": 0.10}")
            .run(
                "submit",
                "llama",
                "-c",
                "2",
                "-p",
                "3",
                "--gpu",
                "4090",
                "--priority",
                "7",
                "-i",
                "-",
                "--quiet")
            .expect(0)
            .line();
    assertThat(api.job(job).text("inputData.prompt")).isEqualTo("Hi");
    assertThat(api.job(job).text("requirements.gpuModel")).isEqualTo("4090");
    assertThat(alice.run("job", job).expect(0).out()).containsPattern("Priority +7");

    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    CompletableFuture<Terminal.Run> watch = alice.start(seen, "watch", job);
    await().until(() -> text(seen).contains("ASSIGNED on w-1"));
    report(job, "w-1", 0, "Preparing", "");
    await().until(() -> text(seen).contains("Preparing, on w-1"));
    assertThat(api.job(job).text("status")).isEqualTo("ASSIGNED");
    assertThat(text(seen)).doesNotContain("RUNNING");
    report(job, "w-1", 40, "Loading", "\"one\", \"one\", \"t\\u001bwo\"");
    await().until(() -> text(seen).contains("t\\u001bwo"));
    await().until(() -> text(seen).contains("RUNNING 40%"));
    report(job, "w-1", 80, "Answering", "\"three\"");
    await().until(() -> text(seen).contains("three"));
    api.complete(job, "w-1", 3600).expect(200);

    List<String> lines = watch.join().expect(0).out().lines().toList();
    assertThat(lines.stream().filter(line -> line.endsWith("INFO  one"))).hasSize(2);
    assertThat(lines.stream().filter(line -> line.endsWith("INFO  t\\u001bwo"))).hasSize(1);
    assertThat(lines.stream().filter(line -> line.endsWith("INFO  three"))).hasSize(1);
    assertThat(lines).contains("Completed by w-1 in 1h 00m for 2 QUBIC");
    assertThat(alice.run("job", job, "--result").expect(0).json().path("text").asString())
        .isEqualTo("Hello");
    assertThat(alice.run("job", job, "--logs").expect(0).out().lines()).hasSize(4);
    assertThat(alice.run("job", job).expect(0).out())
        .contains("COMPLETED", "2 QUBIC", "w-1, RTX 4090", "1h 00m");
  }

  @Test
  void jobsAreLabelled_listedAndCancelledByTheirLabel() {
    List<String> ids = new ArrayList<>();
    for (int n = 1; n <= 2; n++) {
      ids.add(
          alice
              .run("submit", "llama", "-c", "1", "-l", "team=vision", "--label", "n=" + n, "-q")
              .expect(0)
              .line());
    }
    Terminal.of(server, "BOB").run("submit", "llama", "-c", "1", "-l", "team=vision").expect(0);
    assertThat(alice.run("job", ids.get(1)).expect(0).out()).contains("n=2 team=vision");
    assertThat(alice.run("jobs", "--label", "n=1", "-q").expect(0).line()).isEqualTo(ids.get(0));
    assertThat(alice.run("jobs", "-l", "team=vision", "-q").expect(0).out().lines()).hasSize(3);

    alice.run("cancel", "-y").expect(2);
    alice.run("cancel", ids.get(0), "-l", "n=1", "-y").expect(2);
    alice.run("cancel", "--label", "n=1").expect(2);
    assertThat(alice.run("cancel", "-l", "team=vision", "-y", "--reason", "typo").expect(0).out())
        .contains("Cancelled 2 jobs");
    assertThat(api.job(ids.get(0)).text("cancelReason")).isEqualTo("typo");
    assertThat(alice.run("cancel", "-l", "team=vision", "-y").expect(0).out())
        .contains("Cancelled 0 jobs");
  }

  @Test
  void aJobThatWaits_saysWhy() {
    String job = alice.run("submit", "llama", "-c", "1", "-p", "0.5", "-q").expect(0).line();
    assertThat(alice.run("job", job).expect(0).out()).contains("No provider is online");
    api.register("dear", 0.62);
    api.register("dearer", 0.7);
    assertThat(alice.run("job", job).expect(0).out())
        .contains("Providers: 2 too expensive", "2 would fit at 0.62 QUBIC an hour or more");
  }

  @Test
  void aJobThatFailsForGood_andOneThatIsTakenBack_endTheWatchInTheirOwnWays() {
    IntStream.rangeClosed(1, 4).forEach(n -> api.register("w-" + n, n));
    String job = alice.run("submit", "llama", "-c", "1", "-q").expect(0).line();
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    CompletableFuture<Terminal.Run> watch = alice.start(seen, "watch", job, "--json");
    for (int attempt = 1; attempt <= 4; attempt++) {
      String worker = "w-" + attempt;
      await().until(() -> api.job(job).text("provider.workerId").equals(worker));
      api.fail(job, worker, "out of memory");
    }

    Terminal.Run failed = watch.join().expect(1);
    JsonNode last = failed.out().lines().reduce((one, next) -> next).map(this::json).orElseThrow();
    assertThat(last.path("type").asString()).isEqualTo("JOB");
    assertThat(last.path("data").path("status").asString()).isEqualTo("FAILED");
    assertThat(alice.run("job", job).out().lines().filter(line -> line.contains("out of memory")))
        .hasSizeGreaterThanOrEqualTo(4);

    String other = alice.run("submit", "llama", "-c", "1", "--gpu", "H100", "-q").line();
    CompletableFuture<Terminal.Run> waiting =
        alice.start(new ByteArrayOutputStream(), "watch", other);
    Terminal.of(server, "MALLORY").run("cancel", other, "-y").expect(4);
    alice.run("cancel", other).expect(2);
    alice.run("cancel", other, "-y", "--reason", "changed my mind").expect(0);
    waiting.join().expect(8);
    assertThat(alice.run("job", other).expect(0).out()).contains("changed my mind");
    assertThat(
            alice.run("cancel", other, "-y", "--json").expect(5).problem().path("status").asInt())
        .isEqualTo(409);
    alice.run("job", other, "--result").expect(5);
    alice.run("watch", other).expect(8);
  }

  @Test
  void whatAJobMayCostAndTake_isEstimatedSubmittedAndShown() {
    api.register("w-1", 2);
    String[] limits = {
      "--max-total-cost",
      "5",
      "--attempt-timeout",
      "2h",
      "--progress-timeout",
      "5m",
      "--not-before",
      "2030-01-01",
      "--expires",
      "2031-01-01T06:00:00Z",
      "--max-reassignments",
      "1",
      "--backoff",
      "0,60"
    };
    assertThat(alice.run("submit", "llama", "-c", "1", "-p", "3", "--estimate").expect(0).out())
        .contains("Expected charge: 2 QUBIC", "Highest charge: 72 QUBIC, 1d 0h at 3 QUBIC an hour");
    assertThat(
            alice
                .run("submit", "llama", "-c", "9", "--max-total-cost", "5", "--estimate")
                .expect(0)
                .out())
        .contains("Expected charge: 5 QUBIC", "Highest charge: 5 QUBIC, the most that it may cost");

    String job = alice.run(with(limits, "submit", "llama", "-c", "1", "-q")).expect(0).line();

    Answer shown = api.job(job);
    assertThat(shown.at("maxTotalCost").asInt()).isEqualTo(5);
    assertThat(shown.at("timeoutSeconds").asInt()).isEqualTo(7_200);
    assertThat(shown.at("progressTimeoutSeconds").asInt()).isEqualTo(300);
    assertThat(shown.text("notBefore")).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(shown.text("expiresAt")).isEqualTo("2031-01-01T06:00:00Z");
    assertThat(shown.at("retry").path("maxReassignments").asInt()).isEqualTo(1);
    assertThat(shown.at("retry").path("backoffSeconds").toString()).isEqualTo("[0,60]");
    assertThat(alice.run("job", job).expect(0).out())
        .contains("Most in all", "5 QUBIC", "2h 00m", "5m 00s", "2031-01-01 06:00:00Z");
    alice.run("submit", "llama", "-c", "1", "--attempt-timeout", "soon").expect(2);
    alice.run("submit", "llama", "-c", "1", "--backoff", "0,x").expect(2);
    alice.run("submit", "llama", "-c", "1", "--max-total-cost", "0").expect(2);
  }

  @Test
  void whatAJobRequires_andProvidersServe_isSaidByOptions() {
    api.post(
            "/api/providers/register",
            """
            {"workerId": "rig", "qubicAddress": "OWNER", "gpuModel": "RTX 4090", "gpuCount": 8,
             "cpuCores": 64, "pricePerHour": 2, "modelTypes": ["llama"],
             "labels": {"tier": "gold", "zone": "1"}}
            """)
        .expect(200);
    api.register("plain", 1);
    String[] required = {
      "submit",
      "llama",
      "-c",
      "1",
      "-q",
      "--gpus",
      "8",
      "--min-cores",
      "64",
      "--require-label",
      "tier=gold",
      "--require-label",
      "zone=1",
      "--only",
      "rig",
      "--only",
      "plain",
      "--not",
      "other"
    };

    Answer job = api.job(alice.run(required).expect(0).line());

    assertThat(job.text("provider.workerId")).isEqualTo("rig");
    assertThat(job.at("requirements").path("gpuCount").asInt()).isEqualTo(8);
    assertThat(job.at("requirements").path("minCpuCores").asInt()).isEqualTo(64);
    assertThat(job.at("requirements").path("labels"))
        .isEqualTo(json("{\"tier\": \"gold\", \"zone\": \"1\"}"));
    assertThat(job.at("requirements").path("onlyProviders"))
        .isEqualTo(json("[\"rig\", \"plain\"]"));
    assertThat(job.at("requirements").path("notProviders")).isEqualTo(json("[\"other\"]"));
    assertThat(alice.run("providers", "--label", "tier=gold").expect(0).out())
        .contains("rig")
        .doesNotContain("plain");
    assertThat(alice.run("providers", "--model", "whisper").expect(0).out())
        .contains("plain")
        .doesNotContain("rig");
  }

  private static String[] with(String[] more, String... first) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aJobThatIsOver_isRetriedOnce_andBothNameEachOther() {
    String job = alice.run("submit", "llama", "-c", "1", "-q").expect(0).line();
    alice.run("retry", job).expect(5);
    alice.run("cancel", job, "-y").expect(0);
    Terminal.of(server, "MALLORY").run("retry", job).expect(4);

    String again = alice.run("retry", job, "-q").expect(0).line();

    assertThat(again).isNotEqualTo(job);
    assertThat(alice.run("retry", job).expect(0).out())
        .contains("Job " + again + " waits for a provider", "Watch it: qubix watch " + again);
    assertThat(alice.run("job", job).expect(0).out()).contains("Retried by", again);
    assertThat(alice.run("job", again).expect(0).out()).contains("Retry of", job);
    alice.run("retry", "0198f000-0000-7000-8000-000000000003").expect(3);
  }

  @Test
  void atATerminal_aBarIsDrawn_andThePersonIsAsked() {
    Screen screen = new Screen(true, 80, true, false);
    String job = alice.run("submit", "llama", "-c", "1", "-q").line();
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    CompletableFuture<Terminal.Run> watch = alice.on(screen).start(seen, "watch", job);
    await().until(() -> text(seen).contains("PENDING waiting for a provider"));
    api.register("w-1", 1);
    await().until(() -> api.job(job).text("status").equals("ASSIGNED"));
    report(job, "w-1", 50, "Thinking", "\"half\"");
    await().until(() -> text(seen).contains("[████████████░░░░░░░░░░░░]  50%"));

    assertThat(alice.on(screen).typing("n\n").run("cancel", job).expect(0).err())
        .contains("The job goes on.");
    assertThat(alice.on(screen).typing("y\n").run("cancel", job).expect(0).out())
        .contains("at 50%? [y/N]", "is cancelled");
    assertThat(watch.join().expect(8).out())
        .endsWith("\r\u001b[2KCancelled; there was no charge\n")
        .contains("INFO  half\n");
    assertThat(text(seen).split("\r\u001b\\[2K"))
        .allSatisfy(
            line ->
                assertThat(line.strip().lines().toList())
                    .allSatisfy(part -> assertThat(part.length()).isLessThan(80)));
  }

  @Test
  void whileTheServiceIsGone_aWatchWaits_andGoesOn() {
    String database = TestDatabase.url();
    Server first = Server.on(database);
    int port = first.uri().getPort();
    Terminal bob = Terminal.of(first, "BOB");
    String job = bob.run("submit", "llama", "-c", "1", "-q").expect(0).line();
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    CompletableFuture<Terminal.Run> watch = bob.start(seen, "watch", job);
    await().until(() -> text(seen).contains("PENDING"));

    first.close();
    bob.run("jobs").expect(6);
    try (Server second = Server.on(database, "--server.port=" + port)) {
      second.api().register("w-1", 1);
      await().until(() -> second.api().job(job).text("status").equals("ASSIGNED"));
      second.api().complete(job, "w-1", 1800).expect(200);
      Terminal.Run run = watch.join().expect(0);
      assertThat(run.err()).contains("trying again");
      assertThat(run.out()).contains("Completed by w-1 in 30m 00s for 0.5 QUBIC");
    }
  }

  @Test
  void listsGoOnPageByPage_andFilter() {
    api.register("w-1", 0.5);
    api.register("w-2", 0.25);
    List<String> ids =
        IntStream.range(0, 7)
            .mapToObj(n -> alice.run("submit", "m" + n % 2, "-c", "1", "-q").expect(0).line())
            .toList();
    Terminal.of(server, "BOB").run("submit", "m0", "-c", "1").expect(0);

    Terminal.Run page = alice.run("jobs", "--mine", "-n", "5", "--json").expect(0);
    assertThat(page.json().path("jobs")).hasSize(5);
    String next = page.json().path("next").asString();
    assertThat(alice.run("jobs", "--mine", "-q", "--before", next).out().lines())
        .containsExactly(ids.get(1), ids.get(0));
    assertThat(alice.run("jobs", "--all", "-q").out().lines()).hasSize(8);
    assertThat(alice.run("jobs", "-m", "m1", "-s", "pending", "-q").out().lines()).hasSize(2);
    assertThat(alice.run("jobs", "--address", "BOB", "-q").out().lines()).hasSize(1);
    assertThat(alice.run("jobs", "--worker", "w-2", "-q").out().lines())
        .containsExactly(ids.get(0));
    assertThat(alice.run("providers", "--sort", "price", "-n", "1").expect(0).out())
        .contains("w-2", "busy", "0.25")
        .doesNotContain("w-1 ");
    assertThat(alice.run("providers", "-a", "offline").expect(0).err())
        .contains("No such providers.");
  }

  @Test
  void theBooksAreExact() {
    api.register("w-1", 0.333333);
    String job = alice.run("submit", "llama", "-c", "1", "-q").line();
    String before = api.get("/api/accounts/ALICE").text("asOf");
    api.complete(job, "w-1", 1.08).expect(200);

    assertThat(alice.run("account").expect(0).out()).contains("Balance  -0.0001 QUBIC");
    assertThat(alice.run("account", "--at", before).expect(0).out()).contains("Balance  0 QUBIC");
    assertThat(alice.run("account", "OWNER-w-1", "--json").json().path("earned").decimalValue())
        .isEqualByComparingTo(new BigDecimal("0.0001"));
    assertThat(alice.run("history").expect(0).out()).contains("PAYMENT", "-0.0001", job);
    assertThat(alice.run("history", "OWNER-w-1").expect(0).out()).contains("EARNING", "+0.0001");
    alice.run("account", "NOBODY").expect(3);
  }

  @Test
  void theSameKeyMakesTheSameJob() {
    String[] submit = {"submit", "llama", "-c", "1", "-q", "--idempotency-key", "k-1"};
    assertThat(alice.run(submit).line()).isEqualTo(alice.run(submit).line());
    alice.run("submit", "llama", "-c", "2", "--idempotency-key", "k-1").expect(5);
    assertThat(alice.run("submit", "llama", "-c", "1", "-q").line())
        .isNotEqualTo(alice.run("submit", "llama", "-c", "1", "-q").line());
  }

  @Test
  void whatTheServiceRefuses_isSaidFieldByField() {
    Terminal.Run run = alice.run("submit", "llama", "-c", "2000000").expect(2);
    assertThat(run.err()).startsWith("error: computeNeeded must be");
    assertThat(run.out()).isEmpty();
    Terminal.Run json = alice.run("submit", "llama", "-c", "2000000", "--json").expect(2);
    assertThat(json.problem().path("errors").get(0).path("field").asString())
        .isEqualTo("computeNeeded");
    assertThat(alice.run("job", "nope").expect(3).err()).contains("hint: qubix jobs");
  }

  private void report(String job, String worker, int percent, String doing, String lines) {
    api.post(
            "/api/jobs/" + job + "/progress",
            """
            {"workerId": "%s", "progress": %d, "currentOperation": "%s", "logLines": [%s]}
            """
                .formatted(worker, percent, doing, lines))
        .expect(200);
  }

  private JsonNode json(String line) {
    return JsonMapper.shared().readTree(line);
  }

  private static String text(ByteArrayOutputStream seen) {
    return seen.toString(StandardCharsets.UTF_8);
  }
}
