package io.qubix.query.live;

import static io.qubix.query.live.Happenings.AT;
import static io.qubix.query.live.Happenings.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.money.Money;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.telemetry.LogLine;
import io.qubix.api.telemetry.Telemetry;
import io.qubix.query.poll.JobArrivals.Arrival;
import io.qubix.query.poll.LoggedArrivals;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LiveSocketTest {

  private static final String NO_RESULT =
      "'result': null, 'error': %s, 'actualCost': null, 'actualDuration': null, 'willRetry': %s";

  private static LiveServer server;
  private static World world;

  private final Happenings a = new Happenings();
  private LiveClient client;

  @BeforeAll
  static void start() {
    server = LiveServer.start("qubix.cors[0]=https://friend.example", "qubix.live.subscriptions=3");
    world = server.bean(World.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() {
    server.settle();
    client = server.connect();
  }

  @Test
  void whoConnects_isGreeted() {
    JsonNode data = client.next("connected");

    assertThat(UUID.fromString(data.path("clientId").asString()).version()).isEqualTo(7);
    assertThat(Instant.parse(data.path("timestamp").asString())).isAfter(AT);
    assertThat(data.size()).isEqualTo(2);
  }

  @Test
  void ping_isAnsweredWithPong() {
    client.next();

    client.says("{'type': 'ping'}");

    assertThat(client.next()).isEqualTo("{\"type\":\"pong\"}");
  }

  @Test
  void badFrames_areAnsweredWithAnError_andTheConnectionGoesOn() {
    client.next();

    assertError("{'type'", "A frame must be JSON");
    assertError("{'type': 1e99999999999}", "A frame must be JSON");
    assertError("[".repeat(101) + "]".repeat(101), "A frame must be JSON");
    assertError("[]", "A frame must be a JSON object with a type");
    assertError("{'type': 7}", "A frame must be a JSON object with a type");
    assertError("{'type': 'subscribe:everything'}", "Unknown type");
    assertError("{'type': 'subscribe:job'}", "subscriptionId is required");
    assertError("{'type': 'subscribe:job', 'subscriptionId': 'x'}", "There is no such job");
    assertError(
        "{'type': 'subscribe:job', 'subscriptionId': 'job:%s'}".formatted(UUID.randomUUID()),
        "There is no such job");
    assertError(
        "{'type': 'subscribe:provider', 'subscriptionId': 'x'}", "There is no such provider");
  }

  private void assertError(String said, String message) {
    client.says(said);
    assertFrame(client.next(), "{'type': 'error', 'data': {'message': '" + message + "'}}");
  }

  @Test
  void aJob_isSubscribedToByItsId_bareOrWithItsKind() {
    world.happens(a.created());
    client.next();
    String id = a.job.value().toString();

    client.says("{'type': 'subscribe:job', 'subscriptionId': '" + id + "'}");
    assertFrame(
        client.next(), "{'type': 'subscribed', 'data': {'subscription': 'job:" + id + "'}}");
    assertThat(client.next()).contains("JOB_PROGRESS");
    client.says("{'type': 'subscribe:job', 'subscriptionId': 'job:" + id + "'}");
    assertFrame(
        client.next(), "{'type': 'subscribed', 'data': {'subscription': 'job:" + id + "'}}");
  }

  @Test
  void whoSubscribesInTheMiddle_isToldHowFarTheJobIs() {
    world.happens(a.created(), a.assigned(), a.progressed(40));
    server.settle();
    server.bean(Telemetry.class).ofJob(a.job, AT, json("{'gpu': 97}"), List.of());
    client.says("{'type': 'subscribe:job', 'subscriptionId': '" + a.job + "'}");

    client.next("subscribed");
    JsonNode state = json(client.next());
    assertThat(state.path("type").asString()).isEqualTo("JOB_PROGRESS");
    assertThat(state.at("/data/progress").asInt()).isEqualTo(40);
    assertThat(state.at("/data/currentOperation").asString()).isEqualTo("inference");
    assertThat(state.at("/data/metrics/gpu").asInt()).isEqualTo(97);
  }

  @Test
  void whoSubscribesAfterTheEnd_isToldHowItEnded() {
    world.happens(a.created(), a.assigned(), a.completed(json("{'answer': 42}")));
    server.settle();
    client.says("{'type': 'subscribe:job', 'subscriptionId': '" + a.job + "'}");

    client.next("subscribed");
    JsonNode state = json(client.next());
    assertThat(state.path("type").asString()).isEqualTo("JOB_COMPLETED");
    assertThat(state.at("/data/status").asString()).isEqualTo("COMPLETED");
    assertThat(state.at("/data/result/result")).isEqualTo(json("{'answer': 42}"));
    assertThat(state.at("/data/result/willRetry").asBoolean()).isFalse();
  }

  @Test
  void whoSubscribesToAProvider_isToldHowItIs() {
    world.happens(a.registered(), a.reserved());
    server.settle();
    client.next();
    client.says("{'type': 'subscribe:provider', 'subscriptionId': '" + a.providerId + "'}");

    assertThat(client.next()).contains("subscribed");
    assertStatus(true, false);
  }

  @Test
  void theEndIsHeard_whereverItFallsBetweenTheLookAndTheSubscription() throws Exception {
    for (int i = 0; i < 100; i++) {
      Happenings job = new Happenings();
      world.happens(job.created(), job.assigned(), job.progressed(1));
      LiveClient late = server.connect();
      Thread work =
          new Thread(
              () -> {
                world.happens(job.progressed(2), job.progressed(3));
                world.happens(job.completed(json("{}")));
              });
      late.says("{'type': 'subscribe:job', 'subscriptionId': '" + job.job + "'}");
      work.start();

      late.next("JOB_COMPLETED");
      work.join();
      late.hangUp();
    }
  }

  @Test
  void progress_isToldAsItWasReported() {
    world.happens(a.created(), a.assigned());
    client.subscribed("job", a.job.toString());

    world.happens(a.progressed(40));

    assertFrame(
        client.next(),
        """
        {'type': 'JOB_PROGRESS', 'data': {'jobId': '%s', 'progress': 40,
         'currentOperation': 'inference', 'metrics': null, 'timeRemaining': 12.5,
         'costSoFar': 0.25, 'timestamp': '2026-11-23T17:36:00.123Z'}}
        """
            .formatted(a.job.value()));
  }

  @Test
  void metrics_areToldWithTheProgress_andLogLinesAfterThem() {
    world.happens(a.created(), a.assigned(), a.progressed(40));
    server.settle();
    client.subscribed("job", a.job.toString());

    server
        .bean(Telemetry.class)
        .ofJob(
            a.job,
            AT,
            json("{'gpu': 97}"),
            List.of(new LogLine(AT, "INFO", "one"), new LogLine(AT, "WARN", "two")));

    JsonNode logs = client.next("JOB_LOGS");
    assertThat(logs.path("jobId").asString()).isEqualTo(a.job.value().toString());
    assertThat(logs.path("logs"))
        .isEqualTo(
            json(
                """
                [{'timestamp': '2026-11-23T17:36:00.123Z', 'level': 'INFO', 'message': 'one'},
                 {'timestamp': '2026-11-23T17:36:00.123Z', 'level': 'WARN', 'message': 'two'}]
                """));
    assertThat(Instant.parse(logs.path("timestamp").asString())).isAfter(AT);
    assertFrame(
        client.next(),
        """
        {'type': 'JOB_PROGRESS', 'data': {'jobId': '%s', 'progress': 40,
         'currentOperation': 'inference', 'metrics': {'gpu': 97}, 'timeRemaining': null,
         'costSoFar': null, 'timestamp': '2026-11-23T17:36:00.123Z'}}
        """
            .formatted(a.job.value()));

    world.happens(a.progressed(50));

    JsonNode progress = client.next("JOB_PROGRESS");
    assertThat(progress.path("progress").asInt()).isEqualTo(50);
    assertThat(progress.path("metrics")).isEqualTo(json("{'gpu': 97}"));
  }

  @Test
  void aReportWithMetrics_isToldOnce() {
    world.happens(a.created(), a.assigned());
    client.subscribed("job", a.job.toString());

    world.happens(withMetrics(a.progressed(40)));
    server.bean(Telemetry.class).ofJob(a.job, AT, json("{'gpu': 97}"), List.of());

    JsonNode progress = client.next("JOB_PROGRESS");
    assertThat(progress.path("progress").asInt()).isEqualTo(40);
    assertThat(progress.path("timeRemaining").asDouble()).isEqualTo(12.5);
    assertThat(progress.path("metrics")).isEqualTo(json("{'gpu': 97}"));
    world.happens(a.progressed(50));
    assertThat(client.next("JOB_PROGRESS").path("progress").asInt()).isEqualTo(50);
  }

  @Test
  void aProgressWhoseMetricsGetLost_isToldAllTheSame() {
    world.happens(a.created(), a.assigned());
    client.subscribed("job", a.job.toString());

    world.happens(withMetrics(a.progressed(40)));
    assertThat(client.next("JOB_PROGRESS").path("progress").asInt()).isEqualTo(40);
    world.happens(withMetrics(a.progressed(50)), a.progressed(60));
    assertThat(client.next("JOB_PROGRESS").path("progress").asInt()).isEqualTo(50);
    assertThat(client.next("JOB_PROGRESS").path("progress").asInt()).isEqualTo(60);
  }

  @Test
  void aProgressThatIsHeldBack_countsAsWaiting_untilItIsTold() {
    world.happens(a.created(), a.assigned());
    client.subscribed("job", a.job.toString());

    world.happens(withMetrics(a.progressed(40)));
    server.settle();

    assertThat(server.bean(Subscribers.class).watch(Topic.of(a.job)).release(null)).isNull();
    assertThat(client.next("JOB_PROGRESS").path("progress").asInt()).isEqualTo(40);
  }

  private static EventMessage<?> withMetrics(JobProgressed event) {
    return GenericEventMessage.asEventMessage(event)
        .andMetaData(Map.of(JobProgressed.METRICS_FOLLOW, true));
  }

  @Test
  void telemetryFromBeforeTheSubscription_isNotTold() {
    world.happens(a.created());
    Telemetry telemetry = server.bean(Telemetry.class);
    telemetry.ofJob(a.job, AT, null, List.of(new LogLine(AT, "INFO", "old")));
    client.subscribed("job", a.job.toString());

    telemetry.ofJob(a.job, AT, null, List.of(new LogLine(AT, "INFO", "new")));

    JsonNode logs = client.next("JOB_LOGS").path("logs");
    assertThat(logs.size()).isEqualTo(1);
    assertThat(logs.path(0).path("message").asString()).isEqualTo("new");
  }

  @Test
  void completion_isToldWithResultAndPrice() {
    world.happens(a.created(), a.assigned());
    client.subscribed("job", a.job.toString());

    world.happens(a.completed(json("{'answer': 42}")));

    assertFrame(
        client.next(),
        """
        {'type': 'JOB_COMPLETED', 'data': {'jobId': '%s', 'status': 'COMPLETED',
         'result': {'result': {'answer': 42}, 'error': null, 'actualCost': 1.000278,
          'actualDuration': 1800.5, 'willRetry': false},
         'timestamp': '2026-11-23T17:36:00.123Z'}}
        """
            .formatted(a.job.value()));
  }

  @Test
  void failedAttempts_areToldOnce_andSayWhetherTheJobIsTriedAgain() {
    world.happens(a.created(), a.assigned());
    client.subscribed("job", a.job.toString());

    world.happens(a.attemptFailed(true));
    assertOver("FAILED", NO_RESULT.formatted("'out of memory'", true));

    world.happens(a.attemptFailed(false), new JobFailed(a.job, 4, "no memory", AT));
    assertOver("FAILED", NO_RESULT.formatted("'no memory'", false));

    world.happens(new JobCancelled(a.job, 4, null, null, null, AT));
    assertOver("CANCELLED", NO_RESULT.formatted("null", false));
  }

  private void assertOver(String status, String result) {
    assertFrame(
        client.next(),
        """
        {'type': 'JOB_COMPLETED', 'data': {'jobId': '%s', 'status': '%s', 'result': {%s},
         'timestamp': '2026-11-23T17:36:00.123Z'}}
        """
            .formatted(a.job.value(), status, result));
  }

  @Test
  void theMarketplace_hearsOfJobsAndProviders() {
    client.says("{'type': 'subscribe:marketplace'}");
    client.next();
    assertFrame(client.next(), "{'type': 'subscribed', 'data': {'subscription': 'marketplace'}}");

    world.happens(a.registered());
    assertMarket("'type': 'provider_available', 'providerId': '%s'".formatted(a.providerId));
    JsonNode registered = client.next("PROVIDER_REGISTERED");
    assertThat(registered.path("id").asString()).isEqualTo(a.providerId.toString());
    assertThat(registered.path("gpuModel").asString()).isEqualTo("RTX 4090");
    assertThat(registered.path("isAvailable").asBoolean()).isTrue();

    world.happens(a.created());
    assertMarket("'type': 'job_created', 'jobId': '%s'".formatted(a.job.value()));
    world.happens(new JobAssignmentTimedOut(a.job, 1, AT, AT));
    assertMarket("'type': 'job_assignment_timeout', 'jobId': '%s'".formatted(a.job.value()));
    world.happens(a.assigned());
    String both = "'providerId': '%s', 'jobId': '%s'".formatted(a.providerId, a.job.value());
    assertMarket("'type': 'job_assigned', " + both);
    world.happens(a.reserved());
    assertMarket("'type': 'provider_busy', " + both);
    assertStatus(true, false);
    world.happens(a.released(Money.ONE));
    assertMarket("'type': 'provider_available', 'providerId': '%s'".formatted(a.providerId));
    assertStatus(true, true);
    world.happens(ProviderWentOffline.of(a.worker, OfflineReason.SILENT, List.of(), AT));
    assertStatus(false, false);
    client.hangUp();
  }

  private void assertMarket(String data) {
    assertFrame(client.next(), "{'type': 'MARKETPLACE_UPDATE', 'data': {" + data + "}}");
  }

  private void assertStatus(boolean online, boolean available) {
    assertFrame(
        client.next(),
        """
        {'type': 'PROVIDER_STATUS_CHANGED', 'data': {'providerId': '%s', 'status':
         {'isOnline': %s, 'isAvailable': %s, 'lastHeartbeat': '2026-11-23T17:36:00.123Z'}}}
        """
            .formatted(a.providerId, online, available));
  }

  @Test
  void aProvider_isSubscribedToByEitherId_andToldOnce() {
    world.happens(a.registered(), a.created(), a.assigned());
    server.settle();
    client.next();
    client.says("{'type': 'subscribe:provider', 'subscriptionId': '" + a.providerId + "'}");
    assertFrame(
        client.next(),
        "{'type': 'subscribed', 'data': {'subscription': 'provider:" + a.providerId + "'}}");
    assertStatus(true, true);
    client.subscribed("provider", a.worker.value()).subscribed("marketplace", "");

    world.happens(a.reserved());
    assertThat(client.next()).contains("provider_busy");
    assertStatus(true, false);
    world.happens(a.completed(json("{}")), a.released(Money.of("1.000278")));

    assertFrame(
        client.next(),
        """
        {'type': 'EARNINGS_UPDATE', 'data': {'providerId': '%s', 'jobId': '%s',
         'earnings': 1.000278, 'totalEarnings': 1.000278,
         'timestamp': '2026-11-23T17:36:00.123Z'}}
        """
            .formatted(a.providerId, a.job.value()));
    assertThat(client.next()).contains("provider_available");
    assertStatus(true, true);
    client.hangUp();
  }

  @Test
  void theUseOfAMachine_isToldToWhoListensToIt() {
    world.happens(a.registered());
    server.settle();
    client.subscribed("provider", a.worker.value());

    server.bean(Telemetry.class).ofProvider(a.worker, AT, json("{'gpu': 55}"));

    assertFrame(
        client.next(),
        """
        {'type': 'GPU_METRICS_UPDATE', 'data': {'providerId': '%s', 'metrics': {'gpu': 55},
         'timestamp': '2026-11-23T17:36:00.123Z'}}
        """
            .formatted(a.providerId));
  }

  @Test
  void whoUnsubscribes_hearsNoMore() {
    Happenings b = new Happenings();
    world.happens(a.created(), b.created());
    client.subscribed("job", a.job.toString()).subscribed("job", b.job.toString());

    client.says("{'type': 'unsubscribe', 'subscriptionId': '%s'}".formatted(a.job));
    await().until(() -> !server.bean(Subscribers.class).listenTo(Topic.of(a.job)));
    world.happens(a.progressed(1), b.progressed(2));

    assertThat(client.next("JOB_PROGRESS").path("jobId").asString())
        .isEqualTo(b.job.value().toString());
  }

  @Test
  void theFourthSubscription_isRefusedWhereThreeAreAllowed() {
    for (int i = 0; i < 3; i++) {
      Happenings job = new Happenings();
      world.happens(job.created());
      client.subscribed("job", job.job.toString());
    }
    world.happens(a.created());

    assertError(
        "{'type': 'subscribe:job', 'subscriptionId': '%s'}".formatted(a.job),
        "This connection has the maximum number of subscriptions");
  }

  @Test
  void aFrameBeyondTheLimit_closesTheConnection() {
    client.says("{'type': '" + "x".repeat(LiveSocket.MAX_FRAME) + "'}");

    assertThat(client.closedWith()).isEqualTo(1009);
  }

  @Test
  void whoHangsUp_isForgotten() {
    world.happens(a.created());
    client.subscribed("job", a.job.toString());

    client.hangUp();

    await().until(() -> !server.bean(Subscribers.class).listenTo(Topic.of(a.job)));
  }

  @Test
  void anUpgradeOfTheRoot_isTheSameSocket_andAPlainRequestIsLeftAlone() throws Exception {
    assertThat(LiveClient.connect(server.uri("ws", "/")).next()).contains("\"connected\"");

    HttpRequest plain = HttpRequest.newBuilder(server.uri("http", "/")).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(plain, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.body()).isEqualTo("home");
  }

  @Test
  void otherOrigins_areRefusedUnlessAllowed() {
    assertThat(LiveClient.connect(server.uri("ws", "/ws"), "https://friend.example").next())
        .contains("\"connected\"");
    assertThat(
            LiveClient.connect(server.uri("ws", "/ws"), server.uri("http", "").toString()).next())
        .contains("\"connected\"");
    assertThatThrownBy(
            () -> LiveClient.connect(server.uri("ws", "/ws"), "https://stranger.example"))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
  }

  @Test
  void aJobArrives_whereItsWorkerWaits_andWhoWaitsNoLongerIsForgotten() {
    Happenings b = new Happenings();
    LoggedArrivals arrivals = server.bean(LoggedArrivals.class);
    CompletableFuture<Arrival> first = arrivals.next(a.worker);
    CompletableFuture<Arrival> second = arrivals.next(a.worker);
    CompletableFuture<Arrival> other = arrivals.next(b.worker);

    world.happens(a.created(), a.assigned());

    assertThat(first)
        .succeedsWithin(Duration.ofSeconds(10))
        .extracting(arrival -> arrival.job().inputData())
        .isEqualTo(a.created().inputData());
    assertThat(second).succeedsWithin(Duration.ofSeconds(10));
    assertThat(other).isNotDone();
    other.cancel(false);
    assertThat(arrivals.count()).isZero();
  }

  private static void assertFrame(String frame, String expected) {
    assertThat(json(frame)).isEqualTo(json(expected));
  }
}
