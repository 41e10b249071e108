package io.qubix.command.job.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.lease.LastSeen;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.telemetry.LogLine;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import io.qubix.command.job.JobStory;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.node.RestNode;
import io.qubix.node.RestNode.Answer;
import io.qubix.node.ScriptedRoom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The endpoints over a real log. A matcher of three lines gives each job to whom it names. */
class JobEndpointsTest {

  private static RestNode node;

  @BeforeAll
  static void start() {
    node = RestNode.on(TestDatabase.url(), Map.of());
    Commands commands = node.get(Commands.class);
    node.get(CommittedEvents.class)
        .listen(
            event -> {
              if (event.getPayload() instanceof JobCreated created) {
                commands.sendAsync(decision(created));
              }
            });
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @AfterEach
  void makeRoom() {
    node.get(ScriptedRoom.class).most = Long.MAX_VALUE;
  }

  @Test
  void aJobThatFitsSomebody_isAnsweredAssigned() {
    String worker = register();
    Answer answer = create(worker, "");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode job = answer.body().get("job");
    assertThat(job.get("status").stringValue()).isEqualTo("ASSIGNED");
    assertThat(job.get("provider").get("workerId").stringValue()).isEqualTo(worker);
    assertThat(answer.body().get("success").booleanValue()).isTrue();
    assertThat(answer.body().get("estimatedCost").doubleValue()).isEqualTo(2);
    assertThat(answer.body().get("message").stringValue()).contains(worker);
  }

  @Test
  void aJobThatFitsNobody_isAnsweredPending() {
    JsonNode job = create("nobody", "").body().get("job");
    assertThat(job.get("status").stringValue()).isEqualTo("PENDING");
    assertThat(job.get("provider").isNull()).isTrue();
  }

  @Test
  void aRepeatWithItsKey_getsTheFirstAnswerWhateverHappenedSince() {
    String worker = register();
    Answer first = create(worker, "", "Idempotency-Key", "key of " + worker);
    complete(first, worker, "");
    Answer again = create(worker, "", "Idempotency-Key", "key of " + worker);
    assertThat(again).isEqualTo(first);
    Answer another = create(worker, ", 'maxPrice': 3", "Idempotency-Key", "key of " + worker);
    assertThat(another.status()).isEqualTo(422);
  }

  @Test
  void repeatsAtOnceWithOneKey_createOneJob() {
    String worker = register();
    List<Answer> answers =
        atOnce(10, () -> create(worker, "", "Idempotency-Key", "key of " + worker));
    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(answers.stream().map(answer -> answer.body().get("job").get("id")).distinct())
        .hasSize(1);
  }

  @Test
  void anIdThatIsTaken_isRefusedToANewJob_andTheOldOneGoesOn() {
    String worker = register();
    Answer created = create(worker, "");
    CreateJob taken =
        new CreateJob(
            id(created),
            new QubicAddress("CONSUMER"),
            "llama",
            1,
            JsonNodeFactory.instance.objectNode(),
            null,
            null,
            JobTerms.NONE);
    assertThatThrownBy(() -> node.get(Commands.class).send(taken))
        .isInstanceOf(Rejection.Conflict.class);
    assertThat(complete(created, worker, "").status()).isEqualTo(200);
    assertThat(events(created).stream().filter(JobCreated.class::isInstance)).hasSize(1);
  }

  @Test
  void anEmptyOrEndlessKey_isRefused() {
    assertThat(create("nobody", "", "Idempotency-Key", "").status()).isEqualTo(400);
    assertThat(create("nobody", "", "Idempotency-Key", "k".repeat(256)).status()).isEqualTo(400);
    assertThat(create("nobody", "", "Idempotency-Key", "k".repeat(255)).status()).isEqualTo(200);
  }

  @Test
  void aReport_isAnsweredAndItsTelemetryKept() {
    String worker = register();
    Answer created = create(worker, "");
    Answer answer =
        node.post(
            path(created, "progress"),
            "{'workerId': '"
                + worker
                + "', 'attempt': 1, 'progress': 41.6, 'logLines': ['line of "
                + worker
                + "'], 'metrics': {'of': '"
                + worker
                + "'}}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("progress").intValue()).isEqualTo(42);
    assertThat(answer.body().get("costSoFar").isNumber()).isTrue();
    RestNode.NotedTelemetry telemetry = node.get(RestNode.NotedTelemetry.class);
    assertThat(telemetry.lines).extracting(LogLine::message).contains("line of " + worker);
    assertThat(telemetry.metrics)
        .anyMatch(metrics -> metrics.path("of").asString("").equals(worker));
  }

  @Test
  void aReport_isASignOfLife() {
    String worker = register();
    Answer created = create(worker, "");
    Instant before = Instant.now();
    node.post(path(created, "progress"), "{'workerId': '" + worker + "', 'progress': 1}");
    WorkerId id = new WorkerId(worker);
    assertThat(node.get(LastSeen.class).of(List.of(id)).get(id)).isAfterOrEqualTo(before);
  }

  @Test
  void aReportOnAJobThatNobodyKnows_isNotFound() {
    String body = "{'workerId': 'w', 'progress': 1, 'status': 'completed'}";
    for (String job : List.of(UUID.randomUUID().toString(), "no-uuid", "1-1-1-1-1")) {
      assertThat(node.post("/api/jobs/" + job + "/progress", body).status()).isEqualTo(404);
      assertThat(node.post("/api/jobs/" + job + "/complete", body).status()).isEqualTo(404);
      assertThat(node.post("/api/jobs/" + job + "/cancel", "{}").status()).isEqualTo(404);
    }
  }

  @Test
  void aCompletedJob_isPaid() {
    String worker = register();
    Answer created = create(worker, "");
    Answer answer = complete(created, worker, ", 'metrics': {'processingTimeSeconds': 12.5}");
    assertThat(answer.status()).isEqualTo(200);
    JsonNode job = answer.body().get("job");
    assertThat(job.get("status").stringValue()).isEqualTo("COMPLETED");
    assertThat(job.get("actualDuration").doubleValue()).isEqualTo(12.5);
    assertThat(job.get("actualCost").doubleValue()).isEqualTo(0.125);
    JsonNode payment = answer.body().get("payment");
    assertThat(payment.get("amount").doubleValue()).isEqualTo(0.125);
    assertThat(payment.get("status").stringValue()).isEqualTo("COMPLETED");
    assertThat(payment.get("transactionId").stringValue())
        .isEqualTo(JobCompleted.transactionId(id(created), 1).toString());
    assertThat(answer.body().get("willRetry").booleanValue()).isFalse();
  }

  @Test
  void withoutTheQuerySide_aCompletionTellsWhatTheWorkerHoldsNow_andDoesNotWait() {
    String worker = register();
    Answer first = create(worker, "");
    String body = "{'workerId': '" + worker + "', 'status': 'completed'}";
    String asking = path(first, "complete?next=1&wait=55");
    Answer none = node.post(asking, body);
    assertThat(none.status()).isEqualTo(200);
    assertThat(none.body().get("next")).isEmpty();
    Answer second = create(worker, "");
    assertThat(node.post(asking, body).body().at("/next/0/id"))
        .isEqualTo(second.body().at("/job/id"));
  }

  @Test
  void twentyEqualCompletionsAtOnce_bookOnePayment() {
    String worker = register();
    Answer created = create(worker, "");
    List<Answer> answers = atOnce(20, () -> complete(created, worker, ""));
    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(answers.stream().distinct()).hasSize(1);
    assertThat(events(created)).filteredOn(JobCompleted.class::isInstance).hasSize(1);
    assertThat(create(worker, "").body().get("job").get("status").stringValue())
        .isEqualTo("ASSIGNED");
  }

  @Test
  void aFailedAttempt_willBeRetriedUnpaid() {
    String worker = register();
    Answer created = create(worker, "");
    Answer answer =
        node.post(
            path(created, "complete"),
            "{'workerId': '" + worker + "', 'status': 'failed', 'error': 'boom'}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("job").get("status").stringValue()).isEqualTo("FAILED");
    assertThat(answer.body().get("payment").isNull()).isTrue();
    assertThat(answer.body().get("willRetry").booleanValue()).isTrue();
  }

  @Test
  void anotherWorkersReport_isForbidden() {
    Answer created = create(register(), "");
    assertThat(complete(created, "somebody", "").status()).isEqualTo(403);
  }

  @Test
  void aCancelledJob_isShownAndFreesItsProvider() {
    String worker = register();
    Answer created = create(worker, "");
    assertThat(node.post(path(created, "cancel"), "{'qubicAddress': 'SOMEBODY'}").status())
        .isEqualTo(403);
    Answer answer = node.post(path(created, "cancel"), "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("job").get("status").stringValue()).isEqualTo("CANCELLED");
    assertThat(node.post(path(created, "cancel"), "{}").status()).isEqualTo(409);
    assertThat(complete(created, worker, "").status()).isEqualTo(409);
    assertThat(create(worker, "").body().get("job").get("status").stringValue())
        .isEqualTo("ASSIGNED");
  }

  @Test
  void aProviderThatSaysItGoesOffline_losesItsAttemptAtOnce() {
    String worker = register();
    Answer created = create(worker, "");
    Answer heard = node.post("/api/providers/" + worker + "/heartbeat", "{'status': 'offline'}");
    assertThat(heard.status()).isEqualTo(200);
    assertThat(heard.body().get("pendingJobs").isEmpty()).isTrue();
    assertThat(node.get(JobHistory.class).find(id(created)))
        .hasValueSatisfying(
            job -> {
              assertThat(job.status()).isEqualTo(JobStatus.PENDING);
              assertThat(job.error()).endsWith("Provider lost");
            });
    assertThat(complete(created, worker, "").status()).isEqualTo(409);
  }

  @Test
  void withoutRoom_answersToWhatWasCarriedOutLeaveLargeInputsOut_andRepeatsAreRefused() {
    String worker = register();
    String large = "nobody', 'text': '" + "x".repeat(100_000);
    String[] key = {"Idempotency-Key", "key of " + worker};
    Answer created = create(large, "", key);
    ProviderTerms terms = JobStory.terms(worker, JobStory.PRICE);
    node.get(Commands.class).send(new AssignJob(id(created), 1, terms, JobStory.RECEIPT));
    JsonNode input = created.body().get("job").get("inputData");
    assertThat(heldBy(worker).get("inputData")).isEqualTo(input);
    assertThat(create(large, "", key)).isEqualTo(created);

    node.get(ScriptedRoom.class).most = 90_000;

    assertLeftOut(heldBy(worker));
    assertThat(create(large, "", key).status()).isEqualTo(503);
    Answer cancelled = node.post(path(created, "cancel"), "{}");
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.body().get("job").get("status").stringValue()).isEqualTo("CANCELLED");
    assertLeftOut(cancelled.body().get("job"));
    assertThat(heldBy(worker)).isNull();
    assertThat(node.get(JobHistory.class).find(completedWith("y".repeat(100_000))).orElseThrow())
        .matches(job -> job.result() == null && job.resultOmitted(), "says what it leaves out");
    assertThat(node.get(JobHistory.class).find(completedWith("y")).orElseThrow())
        .matches(job -> job.result() != null && !job.resultOmitted(), "has its result");
    Answer small = create(register(), "");
    assertThat(node.post(path(small, "cancel"), "{}").body().get("job").get("inputData"))
        .isEqualTo(small.body().get("job").get("inputData"));
  }

  private static JobId completedWith(String result) {
    String worker = register();
    Answer job = create(worker, "");
    assertThat(complete(job, worker, ", 'result': '" + result + "'").status()).isEqualTo(200);
    return id(job);
  }

  private static void assertLeftOut(JsonNode job) {
    assertThat(job.get("inputData").isNull()).isTrue();
    assertThat(job.get("inputOmitted").booleanValue()).isTrue();
  }

  private static @Nullable JsonNode heldBy(String worker) {
    Answer heard = node.post("/api/providers/" + worker + "/heartbeat", "{}");
    assertThat(heard.status()).isEqualTo(200);
    return heard.body().get("pendingJobs").get(0);
  }

  @Test
  void aUsersName_isShownInTheAnswers() {
    String worker = register();
    create("nobody", "");
    Answer renamed = node.patch("/api/users/CONSUMER", "{'username': 'ada'}");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.body().get("user").get("username").stringValue()).isEqualTo("ada");
    assertThat(create(worker, "").body().get("job").get("user").get("username").stringValue())
        .isEqualTo("ada");
    node.patch("/api/users/CONSUMER", "{'username': null}");
    assertThat(create("nobody", "").body().get("job").get("user").get("username").isNull())
        .isTrue();
  }

  @Test
  void aVerdictThatCame_isNotWaitedForAnyLonger() {
    create("nobody", "");
    await().untilAsserted(() -> assertThat(node.get(Verdicts.class).awaited()).isZero());
  }

  private static Command decision(JobCreated created) {
    String worker = created.inputData().path("for").asString("nobody");
    if (worker.equals("nobody")) {
      return new LeaveJobWaiting(created.jobId(), 1);
    }
    ProviderTerms terms = JobStory.terms(worker, JobStory.PRICE);
    return new AssignJob(created.jobId(), 1, terms, JobStory.RECEIPT);
  }

  private static String register() {
    String worker = "worker-" + UUID.randomUUID();
    Answer answer =
        node.post(
            "/api/providers/register",
            "{'workerId': '" + worker + "', 'qubicAddress': 'P', 'pricePerHour': 36}");
    assertThat(answer.status()).isEqualTo(200);
    return worker;
  }

  private static Answer create(String worker, String more, String... headers) {
    return node.post(
        "/api/jobs/create",
        "{'modelType': 'llama', 'computeNeeded': 2, 'qubicAddress': 'CONSUMER', 'inputData':"
            + " {'for': '"
            + worker
            + "'}"
            + more
            + "}",
        headers);
  }

  private static Answer complete(Answer created, String worker, String more) {
    return node.post(
        path(created, "complete"),
        "{'workerId': '" + worker + "', 'status': 'completed'" + more + "}");
  }

  private static JobId id(Answer created) {
    return JobId.parse(created.body().get("job").get("id").stringValue());
  }

  private static String path(Answer created, String what) {
    return "/api/jobs/" + id(created).value() + "/" + what;
  }

  private static List<JobEvent> events(Answer created) {
    return node.get(JobHistory.class).of(id(created));
  }

  private static List<Answer> atOnce(int times, java.util.function.Supplier<Answer> call) {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<CompletableFuture<Answer>> calls = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        calls.add(CompletableFuture.supplyAsync(call, threads));
      }
      return calls.stream().map(CompletableFuture::join).toList();
    } finally {
      threads.shutdown();
    }
  }
}
