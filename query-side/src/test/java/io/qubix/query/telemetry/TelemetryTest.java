package io.qubix.query.telemetry;

import static io.qubix.query.live.Happenings.AT;
import static io.qubix.query.live.Happenings.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.telemetry.LogLine;
import io.qubix.log.signal.Signals;
import io.qubix.query.live.Happenings;
import io.qubix.query.live.LiveServer;
import io.qubix.query.live.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class TelemetryTest {

  private static LiveServer server;
  private static StoredTelemetry telemetry;
  private static TelemetryQueries queries;
  private static JdbcClient jdbc;

  private final Happenings a = new Happenings();

  @BeforeAll
  static void start() {
    server = LiveServer.start();
    telemetry = server.bean(StoredTelemetry.class);
    queries = server.bean(TelemetryQueries.class);
    jdbc = server.bean(JdbcClient.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void aJobAndAProvider() {
    server.bean(World.class).happens(a.created(), a.registered());
  }

  @Test
  void logLines_comeOldestFirst_andAreFilteredByLevel() {
    telemetry.ofJob(a.job, AT, null, List.of(line("INFO", "one"), line("ERROR", "two")));
    telemetry.ofJob(a.job, AT, null, List.of(line("INFO", "three")));

    assertThat(get("/api/jobs/" + a.job.value() + "/logs"))
        .isEqualTo(
            json(
                """
                {'logs': [
                  {'timestamp': '2026-11-23T17:36:00.123Z', 'level': 'INFO', 'message': 'one'},
                  {'timestamp': '2026-11-23T17:36:00.123Z', 'level': 'ERROR', 'message': 'two'},
                  {'timestamp': '2026-11-23T17:36:00.123Z', 'level': 'INFO', 'message': 'three'}],
                 'total': 3, 'next': null}
                """));
    JsonNode newest = get("/api/jobs/" + a.job.value() + "/logs?level=info&limit=1");
    assertThat(newest.path("logs"))
        .isEqualTo(
            json(
                """
                [{'timestamp': '2026-11-23T17:36:00.123Z', 'level': 'INFO', 'message': 'three'}]
                """));
    assertThat(newest.path("total").asInt()).isEqualTo(2);
    assertThat(
            get("/api/jobs/"
                    + a.job.value()
                    + "/logs?level=info&limit=1&before="
                    + newest.path("next").asString())
                .path("logs"))
        .isEqualTo(
            json(
                """
                [{'timestamp': '2026-11-23T17:36:00.123Z', 'level': 'INFO', 'message': 'one'}]
                """));
    assertThat(get("/api/jobs/" + a.job.value() + "/logs?before=" + AT))
        .isEqualTo(json("{'logs': [], 'total': 3, 'next': null}"));
  }

  @Test
  void everyLineOfOneReportIsReached_thoughAllAreOfOneMoment() {
    telemetry.ofJob(a.job, AT, null, lines(0, 900));

    assertThat(walk("/api/jobs/" + a.job.value() + "/logs?limit=300", "logs"))
        .extracting(line -> line.path("message").asString())
        .containsExactlyElementsOf(
            IntStream.range(0, 900).mapToObj(number -> "line " + number).toList());
  }

  @Test
  void everySampleIsReached_thoughAllAreOfOneMoment_whileOthersCome() {
    for (int sample = 0; sample < 7; sample++) {
      telemetry.ofJob(a.job, AT, json("{'n': " + sample + "}"), List.of());
      telemetry.ofProvider(a.worker, AT, json("{'n': " + sample + "}"));
    }

    for (String path : List.of("/api/jobs/" + a.job.value(), "/api/providers/" + a.providerId)) {
      assertThat(walk(path + "/metrics?limit=2", "metrics"))
          .extracting(sample -> sample.path("n").asInt())
          .containsExactly(0, 1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void aPageOfLargeSamplesIsShort_andGoingOnReachesThemAll() {
    String large = "x".repeat(60_000);
    for (int sample = 0; sample < 80; sample++) {
      telemetry.ofJob(a.job, AT, json("{'n': " + sample + ", 'x': '" + large + "'}"), List.of());
    }

    String path = "/api/jobs/" + a.job.value() + "/metrics?limit=500";
    assertThat(get(path).toString().length()).isBetween(1_000_000, 2_100_000);
    assertThat(walk(path, "metrics"))
        .extracting(sample -> sample.path("n").asInt())
        .containsExactlyElementsOf(IntStream.range(0, 80).boxed().toList());
  }

  @Test
  void theWorkersMicrosecondsAreKept() {
    LogLine line = new LogLine(AT.plusNanos(456_000), "INFO", "precise");
    telemetry.ofJob(a.job, AT.plusNanos(789_000), json("{'n': 1}"), List.of(line));

    assertThat(get("/api/jobs/" + a.job.value() + "/logs").at("/logs/0/timestamp").asString())
        .isEqualTo("2026-11-23T17:36:00.123456Z");
    assertThat(get("/api/jobs/" + a.job.value() + "/metrics").at("/metrics/0/timestamp").asString())
        .isEqualTo("2026-11-23T17:36:00.123789Z");
  }

  /** All pages, one after the other, oldest first; new rows come between them. */
  private List<JsonNode> walk(String path, String member) {
    List<JsonNode> all = new ArrayList<>();
    String before = "";
    while (before != null) {
      JsonNode page = get(path + "&before=" + before);
      List<JsonNode> rows = new ArrayList<>();
      page.path(member).forEach(rows::add);
      all.addAll(0, rows);
      before = page.path("next").asString(null);
      telemetry.ofJob(a.job, AT, json("{'n': -1}"), List.of(line("INFO", "later")));
    }
    return all;
  }

  @Test
  void metrics_comeAsReported_withTheirTime() {
    telemetry.ofJob(a.job, AT, json("{'gpu': {'use': 97.25}, 'timestamp': 7}"), List.of());
    telemetry.ofJob(a.job, AT.plusMillis(5), json("{'epoch': 2}"), List.of());

    assertThat(get("/api/jobs/" + a.job.value() + "/metrics"))
        .isEqualTo(
            json(
                """
                {'metrics': [
                  {'timestamp': '2026-11-23T17:36:00.123Z', 'gpu': {'use': 97.25}},
                  {'timestamp': '2026-11-23T17:36:00.128Z', 'epoch': 2}], 'next': null}
                """));
  }

  @Test
  void aReportThatComesAgain_leavesOneSample() {
    telemetry.ofJob(a.job, AT, json("{'processingTimeSeconds': 3}"), List.of());
    telemetry.ofJob(a.job, AT, json("{'processingTimeSeconds': 3}"), List.of());

    assertThat(get("/api/jobs/" + a.job.value() + "/metrics").path("metrics").size()).isEqualTo(1);
  }

  @Test
  void theUseOfAMachine_isFoundByEitherId() {
    telemetry.ofProvider(a.worker, AT, json("{'gpu': 12}"));
    JsonNode expected =
        json("{'metrics': [{'timestamp': '2026-11-23T17:36:00.123Z', 'gpu': 12}], 'next': null}");

    assertThat(get("/api/providers/" + a.worker.value() + "/metrics")).isEqualTo(expected);
    assertThat(get("/api/providers/" + a.providerId + "/metrics")).isEqualTo(expected);
  }

  @Test
  void whatIsUnknown_isNotFound_andBadParametersAreNamed() {
    JobTelemetryController jobs = server.bean(JobTelemetryController.class);
    ProviderTelemetryController providers = server.bean(ProviderTelemetryController.class);
    String unknown = UUID.randomUUID().toString();

    assertThatThrownBy(() -> jobs.logs(unknown, null, null, null))
        .isInstanceOf(Rejection.NotFound.class);
    assertThatThrownBy(() -> jobs.metrics("x", null, null)).isInstanceOf(Rejection.NotFound.class);
    assertThatThrownBy(() -> providers.metrics(unknown, null, null))
        .isInstanceOf(Rejection.NotFound.class);
    assertThatThrownBy(() -> jobs.logs(unknown, null, "yesterday", "501"))
        .isInstanceOfSatisfying(
            Rejection.Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .extracting(Rejection.FieldError::field)
                    .containsExactly("limit", "before"));
  }

  @Test
  void beyondTheCap_theNewestLinesStay() {
    for (int report = 0; report < 15; report++) {
      telemetry.ofJob(a.job, AT, null, lines(report * 100, 100));
    }

    assertThat(queries.countLines(a.job, null)).isEqualTo(Caps.LINES_PER_JOB);
    assertThat(queries.lines(a.job, null, Older.THAN_NOTHING, 500).rows().get(499).message())
        .isEqualTo("line 1499");
    assertThat(queries.linesAfter(a.job, 0))
        .hasSize(Caps.LINES_PER_JOB)
        .first()
        .satisfies(oldest -> assertThat(oldest.line().message()).isEqualTo("line 500"));
    await().untilAsserted(() -> assertThat(stored("job_log")).isLessThanOrEqualTo(1_100));
  }

  @Test
  void ofOneHugeReport_theNewestLinesStay_andLongOnesAreShortened() {
    telemetry.ofJob(a.job, AT, null, lines(0, 1_200));
    telemetry.ofJob(a.job, AT, null, List.of(line("INFO", "x".repeat(50_000))));

    List<TelemetryQueries.Line> kept = queries.linesAfter(a.job, 0);
    assertThat(kept.get(0).line().message()).isEqualTo("line 201");
    assertThat(kept.get(999).line().message()).hasSize(Caps.LINE).endsWith("x…");
  }

  @Test
  void beyondTheCap_theNewestSamplesStay() {
    for (int sample = 0; sample < 560; sample++) {
      telemetry.ofJob(a.job, AT, json("{'n': " + sample + "}"), List.of());
      telemetry.ofProvider(a.worker, AT, json("{'n': " + sample + "}"));
    }

    assertThat(queries.samples(a.job, Older.THAN_NOTHING, 500).rows())
        .hasSize(Caps.SAMPLES_PER_JOB)
        .last()
        .satisfies(newest -> assertThat(newest.metrics()).isEqualTo(json("{'n': 559}")));
    assertThat(queries.samples(a.worker, Older.THAN_NOTHING, 500).rows())
        .hasSize(Caps.SAMPLES_PER_PROVIDER);
    await().untilAsserted(() -> assertThat(stored("job_metric")).isLessThanOrEqualTo(550));
    await().untilAsserted(() -> assertThat(stored("provider_usage")).isLessThanOrEqualTo(165));
  }

  @Test
  void aSampleBeyondTheCap_isNotKept() {
    telemetry.ofJob(a.job, AT, json("{'n': '" + "x".repeat(Caps.SAMPLE) + "'}"), List.of());

    assertThat(queries.samples(a.job, Older.THAN_NOTHING, 500).rows()).isEmpty();
  }

  @Test
  void aReport_isSignalled_withItsNewestRow() {
    AtomicReference<String> heard = new AtomicReference<>();
    server
        .bean(Signals.class)
        .listen(TelemetrySignal.TOPIC, (key, value) -> heard.set(key + " " + value));

    telemetry.ofJob(a.job, AT, null, lines(0, 3));

    assertThat(heard.get()).isEqualTo(a.job + " " + queries.newestLine(a.job));
    assertThat(TelemetrySignal.job(a.job.toString())).isEqualTo(a.job);
    assertThat(TelemetrySignal.worker(a.worker.toString())).isEqualTo(a.worker);
  }

  @Test
  void theStoreBeingAway_costsTheReportOnly() {
    DriverManagerDataSource away =
        new DriverManagerDataSource("jdbc:postgresql://localhost:1/away");
    StoredTelemetry lost =
        new StoredTelemetry(
            JdbcClient.create(away),
            server.bean(Signals.class),
            new Pruning(new JdbcTemplate(away)));

    assertThatCode(() -> lost.ofJob(a.job, AT, json("{'n': 1}"), List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void aReportThatCannotBeStored_costsNoneOfThoseThatComeWithIt() throws Exception {
    together(
        () -> telemetry.ofJob(a.job, AT, null, List.of(line("INFO", "before"))),
        () -> telemetry.ofJob(a.job, AT, null, List.of(line("INFO", "\u0000"))),
        () -> telemetry.ofJob(a.job, AT, null, List.of(line("INFO", "after"))));

    assertThat(messages(a.job)).containsExactly("first", "before", "after");
  }

  @Test
  void reportsThatComeTogether_areEachKeptAndSignalledWithTheirJob() throws Exception {
    Happenings b = new Happenings();
    server.bean(World.class).happens(b.created());
    Set<String> heard = ConcurrentHashMap.newKeySet();
    server.bean(Signals.class).listen(TelemetrySignal.TOPIC, (key, value) -> heard.add(key));

    Runnable toldTwice = () -> telemetry.ofJob(b.job, AT, json("{'n': 3}"), List.of());
    together(
        () -> telemetry.ofJob(a.job, AT, json("{'n': 1}"), List.of(line("INFO", "of a"))),
        () -> telemetry.ofJob(b.job, AT, json("{'n': 2}"), lines(0, 2)),
        toldTwice,
        toldTwice);

    assertThat(messages(a.job)).containsExactly("first", "of a");
    assertThat(messages(b.job)).containsExactly("line 0", "line 1");
    assertThat(samples(a.job)).containsExactly(json("{'n': 1}"));
    assertThat(samples(b.job)).containsExactly(json("{'n': 2}"), json("{'n': 3}"));
    assertThat(heard).contains(a.job.toString(), b.job.toString());
  }

  /** While a first line of our job is held up, so that all of them wait for it. */
  private void together(Runnable... reports) throws Exception {
    TransactionTemplate transaction =
        new TransactionTemplate(server.bean(PlatformTransactionManager.class));
    List<Thread> threads = new ArrayList<>();
    transaction.executeWithoutResult(
        nothing -> {
          jdbc.sql("lock table job_log").update();
          threads.add(
              started(() -> telemetry.ofJob(a.job, AT, null, List.of(line("INFO", "first")))));
          await().until(() -> isLockedOut("job_log"));
          for (Runnable report : reports) {
            Thread thread = started(report);
            await().until(() -> thread.getState() == Thread.State.WAITING);
            threads.add(thread);
          }
        });
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static Thread started(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  private static List<String> messages(JobId job) {
    return queries.linesAfter(job, 0).stream().map(line -> line.line().message()).toList();
  }

  private static List<JsonNode> samples(JobId job) {
    return queries.samples(job, Older.THAN_NOTHING, 500).rows().stream()
        .map(TelemetryQueries.Sample::metrics)
        .toList();
  }

  private static boolean isLockedOut(String table) {
    return jdbc.sql(
            "select exists (select from pg_locks where relation = ?::regclass and not granted)")
        .param(table)
        .query(Boolean.class)
        .single();
  }

  private long stored(String table) {
    return jdbc.sql(
            "select count(*) from "
                + table
                + " where "
                + (table.startsWith("job") ? "job_id = ?" : "worker_id = ?"))
        .param(table.startsWith("job") ? a.job.value() : a.worker.value())
        .query(Long.class)
        .single();
  }

  private static LogLine line(String level, String message) {
    return new LogLine(AT, level, message);
  }

  private static List<LogLine> lines(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(n -> line("INFO", "line " + n)).toList();
  }

  private static JsonNode get(String path) {
    URI uri = server.uri("http", path);
    try {
      return json(
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
              .body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
