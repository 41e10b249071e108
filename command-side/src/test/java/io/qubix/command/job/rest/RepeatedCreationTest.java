package io.qubix.command.job.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Command;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import io.qubix.command.job.JobStory;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.node.RestNode;
import io.qubix.node.RestNode.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes and a matcher that is mostly slower than a creation waits for it: the answer to a
 * creation with a key is the same each time, on each node.
 */
class RepeatedCreationTest {

  private static final Map<String, Object> IMPATIENT = Map.of("qubix.jobs.verdict-within", "15ms");
  private static final int KEYS = 60;
  private static final int REPEATS = 4;

  private final Random random = new Random(8);
  private RestNode here;
  private RestNode there;

  @BeforeEach
  void start() {
    String url = TestDatabase.url();
    here = RestNode.on(url, IMPATIENT);
    there = RestNode.on(url, IMPATIENT);
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
  }

  @Test
  void repeatsWhileAndAfterASlowMatcherDecides_allGetTheFirstAnswer() {
    matchSlowly();
    ExecutorService threads = Executors.newFixedThreadPool(12);
    List<List<CompletableFuture<Answer>>> atOnce = new ArrayList<>();
    try {
      for (int key = 0; key < KEYS; key++) {
        String worker = register();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i <= REPEATS; i++) {
          RestNode node = i % 2 == 0 ? here : there;
          answers.add(CompletableFuture.supplyAsync(() -> create(node, worker), threads));
        }
        atOnce.add(answers);
      }
      Set<String> statuses = new HashSet<>();
      for (List<CompletableFuture<Answer>> answers : atOnce) {
        Answer first = answers.get(0).join();
        assertThat(first.status()).isEqualTo(200);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(first));
        String worker = first.body().get("job").get("inputData").get("for").stringValue();
        assertThat(create(there, worker)).isEqualTo(first);
        assertThat(create(here, worker)).isEqualTo(first);
        statuses.add(first.body().get("job").get("status").stringValue());
      }
      // Otherwise the matcher was too quick, or too slow, to try anything.
      assertThat(statuses).containsExactlyInAnyOrder("ASSIGNED", "PENDING");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anAnswerThatWaitedInVain_isWrittenToTheLog_andTheJobIsAssignedLater() {
    String worker = register();
    Answer first = create(here, worker);
    assertThat(first.body().get("job").get("status").stringValue()).isEqualTo("PENDING");
    assertThat(events(first)).hasAtLeastOneElementOfType(JobLeftWaiting.class);
    here.get(Commands.class).send(assignment(JobId.parse(id(first)), worker));
    assertThat(create(here, worker)).isEqualTo(first);
    assertThat(create(there, worker)).isEqualTo(first);
  }

  @Test
  void aJobCancelledBeforeAnyVerdict_isStillAnsweredAsTheFirstTime() {
    String worker = register();
    CompletableFuture<Answer> late = new CompletableFuture<>();
    here.get(CommittedEvents.class)
        .listen(
            event -> {
              if (event.getPayload() instanceof JobCreated created) {
                late.completeAsync(
                    () -> here.post("/api/jobs/" + created.jobId().value() + "/cancel", ""));
              }
            });
    Answer first = create(here, worker);
    assertThat(late.join().status()).isEqualTo(200);
    assertThat(create(there, worker)).isEqualTo(first);
  }

  @Test
  void aRenamingSince_isNotInTheRepeatsAnswer() {
    String worker = register();
    Answer first = create(here, worker);
    here.patch("/api/users/CONSUMER", "{'username': 'renamed since'}");
    assertThat(create(here, worker)).isEqualTo(first);
    assertThat(create(there, worker)).isEqualTo(first);
  }

  /** Decides after up to four times as long as a creation waits. */
  private void matchSlowly() {
    Commands commands = here.get(Commands.class);
    here.get(CommittedEvents.class)
        .listen(
            event -> {
              if (event.getPayload() instanceof JobCreated created) {
                Executor later =
                    CompletableFuture.delayedExecutor(random.nextInt(60), TimeUnit.MILLISECONDS);
                later.execute(() -> commands.sendAsync(decision(created)));
              }
            });
  }

  private Command decision(JobCreated created) {
    String worker = created.inputData().get("for").stringValue();
    return worker.hashCode() % 4 == 0
        ? new LeaveJobWaiting(created.jobId(), 1)
        : assignment(created.jobId(), worker);
  }

  private static AssignJob assignment(JobId job, String worker) {
    return new AssignJob(job, 1, JobStory.terms(worker, JobStory.PRICE), JobStory.RECEIPT);
  }

  private String register() {
    String worker = "worker-" + UUID.randomUUID();
    here.post(
        "/api/providers/register",
        "{'workerId': '" + worker + "', 'qubicAddress': 'P', 'pricePerHour': 36}");
    return worker;
  }

  private static Answer create(RestNode node, String worker) {
    return node.post(
        "/api/jobs/create",
        "{'modelType': 'llama', 'computeNeeded': 2, 'qubicAddress': 'CONSUMER', 'inputData':"
            + " {'for': '"
            + worker
            + "'}}",
        "Idempotency-Key",
        "key of " + worker);
  }

  private static String id(Answer created) {
    return created.body().get("job").get("id").stringValue();
  }

  private List<JobEvent> events(Answer created) {
    return here.get(JobHistory.class).of(JobId.parse(id(created)));
  }
}
