package io.qubix.command.job.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import io.qubix.command.job.JobStory;
import io.qubix.node.RestNode;
import io.qubix.node.RestNode.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A job that is over is done again as one new job, on two nodes without a matcher. */
class RetryJobTest {

  private static final Map<String, Object> IMPATIENT = Map.of("qubix.jobs.verdict-within", "15ms");

  private static RestNode here;
  private static RestNode there;

  @BeforeAll
  static void start() {
    String url = TestDatabase.url();
    here = RestNode.on(url, IMPATIENT);
    there = RestNode.on(url, IMPATIENT);
  }

  @AfterAll
  static void stop() {
    here.close();
    there.close();
  }

  @Test
  void theNewJobIsLikeTheOldOne_butForItsTimes() {
    String old =
        cancelled(
            ", 'maxPrice': 2, 'requirements': {'gpuModel': '4090'}, 'inputData': {'texts': ['a']},"
                + " 'timeoutSeconds': 60, 'maxTotalCost': 5, 'retry': {'maxReassignments': 1},"
                + " 'notBefore': '2030-01-01T00:00:00Z', 'expiresAt': '2031-01-01T00:00:00Z'");

    Answer answer = retry(here, old);

    assertThat(answer.status()).isEqualTo(200);
    JobCreated first = created(old);
    JobCreated again = created(id(answer));
    assertThat(answer.body().get("job").get("retryOf").stringValue()).isEqualTo(old);
    assertThat(again.terms().retryOf()).isEqualTo(JobId.parse(old));
    assertThat(again.terms().notBefore()).isNull();
    assertThat(again.terms().expiresAt()).isNull();
    assertThat(again)
        .usingRecursiveComparison()
        .ignoringFields("jobId", "requestHash", "createdAt", "inputData", "terms")
        .isEqualTo(first);
    assertThat(again.terms())
        .usingRecursiveComparison()
        .ignoringFields("notBefore", "expiresAt", "retryOf")
        .isEqualTo(first.terms());
    assertThat(again.inputData()).isEqualTo(first.inputData());
  }

  @Test
  void requestsAtOnce_onBothNodes_makeOneJob_andGetOneAnswer() {
    String old = cancelled("");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Answer>> answers =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> retry(i % 2 == 0 ? here : there, old), threads))
              .toList();
      Answer first = answers.get(0).join();
      assertThat(first.status()).isEqualTo(200);
      assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(first));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aRetryThatIsOver_canBeRetriedItself() {
    String old = cancelled("");
    String second = id(retry(here, old));
    cancel(second);

    Answer third = retry(there, second);

    assertThat(third.body().get("job").get("retryOf").stringValue()).isEqualTo(second);
    assertThat(id(retry(here, old))).isEqualTo(second);
  }

  @Test
  void aJobThatIsNotOver_isNotRetried() {
    String open = id(create(""));

    Answer refused = retry(here, open);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().get("error").stringValue()).isEqualTo("The job is not over yet");
    assertThat(here.get(JobHistory.class).isKnown(JobId.forRetryOf(JobId.parse(open)))).isFalse();
  }

  @Test
  void aCompletedJob_isNotRetried() {
    String worker = "worker";
    here.post(
        "/api/providers/register",
        "{'workerId': 'worker', 'qubicAddress': 'P', 'pricePerHour': 36}");
    String done = id(create(""));
    here.get(Commands.class)
        .send(
            new AssignJob(
                JobId.parse(done), 1, JobStory.terms(worker, JobStory.PRICE), JobStory.RECEIPT));
    here.post("/api/jobs/" + done + "/complete", "{'workerId': 'worker', 'status': 'completed'}");

    Answer refused = retry(here, done);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().get("error").stringValue()).contains("was completed");
  }

  @Test
  void onlyItsConsumerRetriesAJob_andOnlyOneThatExists() {
    String old = cancelled("");

    assertThat(here.post(path(old), "{'qubicAddress': 'EVE'}").status()).isEqualTo(403);
    assertThat(here.post(path(old), "{'qubicAddress': 7}").status()).isEqualTo(400);
    assertThat(here.post(path(old), "{'qubicAddress': 'CONSUMER'}").status()).isEqualTo(200);
    assertThat(retry(here, "0198f000-0000-7000-8000-000000000003").status()).isEqualTo(404);
    assertThat(retry(here, "x").status()).isEqualTo(404);
  }

  private static String cancelled(String more) {
    String job = id(create(more));
    cancel(job);
    return job;
  }

  private static Answer create(String more) {
    return here.post(
        "/api/jobs/create",
        "{'modelType': 'llama', 'computeNeeded': 2, 'qubicAddress': 'CONSUMER'" + more + "}");
  }

  private static void cancel(String job) {
    assertThat(here.post("/api/jobs/" + job + "/cancel", "{}").status()).isEqualTo(200);
  }

  private static Answer retry(RestNode node, String job) {
    return node.post(path(job), "");
  }

  private static String path(String job) {
    return "/api/jobs/" + job + "/retry";
  }

  private static String id(Answer created) {
    return created.body().get("job").get("id").stringValue();
  }

  private static JobCreated created(String job) {
    List<JobEvent> events = here.get(JobHistory.class).of(JobId.parse(job));
    return (JobCreated) events.get(0);
  }
}
