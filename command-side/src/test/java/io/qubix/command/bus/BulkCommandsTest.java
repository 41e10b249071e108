package io.qubix.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.CancelJob;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.job.command.ReportProgress;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.provider.WorkerId;
import io.qubix.command.matching.MarketNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The commands of one request. */
class BulkCommandsTest {

  private static final WorkerId NO_WORKER = new WorkerId("no-worker");

  private final MarketNode node = MarketNode.on(TestDatabase.url(), Clock.systemUTC());
  private final BulkCommands bulk = node.get(BulkCommands.class);

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void inOrder_whenNoneIsRefused_theyAreStoredInOneBlock() {
    List<JobId> jobs = jobs(40);
    assertThat(bulk.sendInOrder(cancellations(jobs))).allMatch(done -> done.failure() == null);
    assertThat(jobs).allMatch(job -> cancellationsOf(job) == 1);
    assertThat(blocksWithCancellations()).isEqualTo(1);
  }

  @Test
  void inOrder_eachRefusedOneFailsByItself_andTheOthersTakeEffect() {
    List<JobId> jobs = jobs(100);
    for (int refused : List.of(0, 33, 63, 64, 99)) {
      node.send(new CancelJob(jobs.get(refused), null, null));
    }
    List<PartOutcome<Object>> outcomes = bulk.sendInOrder(cancellations(jobs));
    assertThat(outcomes).hasSize(100);
    for (int i = 0; i < 100; i++) {
      if (List.of(0, 33, 63, 64, 99).contains(i)) {
        assertThat(outcomes.get(i).failure()).isInstanceOf(Rejection.Conflict.class);
      } else {
        assertThat(outcomes.get(i).failure()).isNull();
      }
    }
    assertThat(jobs).allMatch(job -> cancellationsOf(job) == 1);
  }

  /** Every third is refused, so that they are sent again in ever smaller parts. */
  @Test
  void inOrder_theyTakeEffectInTheirOrder_alsoAmongRefusedOnes() {
    WorkerId worker = node.register(1, "1");
    JobId job = node.create(1);
    await().until(() -> node.holder(job).isPresent());
    List<Command> commands = new ArrayList<>();
    List<Integer> accepted = new ArrayList<>();
    for (int percent = 1; percent <= 99; percent++) {
      boolean isRefused = percent % 3 == 0;
      commands.add(
          new ReportProgress(job, 1, isRefused ? NO_WORKER : worker, percent, null, false, false));
      if (!isRefused) {
        accepted.add(percent);
      }
    }
    List<PartOutcome<Object>> outcomes = bulk.sendInOrder(commands);
    assertThat(outcomes.stream().filter(outcome -> outcome.failure() != null)).hasSize(33);
    assertThat(node.history(job))
        .filteredOn(JobProgressed.class::isInstance)
        .extracting(event -> ((JobProgressed) event).progress())
        .isEqualTo(accepted);
  }

  @Test
  void inOrder_aTargetThatDoesNotExist_isNotFound() {
    JobId known = node.create(1);
    List<PartOutcome<Object>> outcomes =
        bulk.sendInOrder(cancellations(List.of(JobId.next(Instant.EPOCH), known)));
    assertThat(outcomes.get(0).failure()).isInstanceOf(Rejection.NotFound.class);
    assertThat(outcomes.get(1).failure()).isNull();
  }

  @Test
  void asOne_allTakeEffectInOneBlock() {
    List<JobId> jobs = jobs(100);
    assertThat(bulk.sendAsOne(cancellations(jobs))).hasSize(100);
    assertThat(jobs).allMatch(job -> cancellationsOf(job) == 1);
    assertThat(blocksWithCancellations()).isEqualTo(1);
  }

  @Test
  void asOne_whenOneIsRefused_noneTakesEffect_andItIsNamed() {
    List<JobId> jobs = jobs(10);
    node.send(new CancelJob(jobs.get(7), null, null));
    PartRefused refused =
        catchThrowableOfType(PartRefused.class, () -> bulk.sendAsOne(cancellations(jobs)));
    assertThat(refused.index()).isEqualTo(7);
    assertThat(refused.reason()).isInstanceOf(Rejection.Conflict.class);
    assertThat(jobs.stream().filter(job -> cancellationsOf(job) > 0)).containsExactly(jobs.get(7));
  }

  /** Each holds the locks of its first jobs and providers while it waits for those of the other. */
  @Test
  void requestsThatNeedTheSameJobsInAnotherOrder_doNotStandInEachOthersWay() {
    List<JobId> jobs = new ArrayList<>();
    List<Command> failures = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      WorkerId worker = node.register(i, "1");
      JobId job = node.create(i);
      await().until(() -> node.holder(job).isPresent());
      jobs.add(job);
      failures.add(
          new FailJob(
              job,
              1,
              node.holder(job).orElseThrow(),
              FailureCause.REPORTED,
              "by " + worker,
              true,
              null));
    }
    List<Command> reversed = new ArrayList<>(failures);
    Collections.reverse(reversed);
    List<CompletableFuture<List<PartOutcome<Object>>>> calls = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 400; i++) {
      List<Command> commands = i % 2 == 0 ? failures : reversed;
      calls.add(CompletableFuture.supplyAsync(() -> bulk.sendInOrder(commands), threads));
    }
    threads.shutdown();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> calls.stream().allMatch(CompletableFuture::isDone));
    for (CompletableFuture<List<PartOutcome<Object>>> call : calls) {
      assertThat(call.join()).allMatch(outcome -> outcome.failure() == null);
    }
  }

  private List<JobId> jobs(int count) {
    return IntStream.range(0, count).mapToObj(node::create).toList();
  }

  private static List<CancelJob> cancellations(List<JobId> jobs) {
    return jobs.stream().map(job -> new CancelJob(job, null, null)).toList();
  }

  private long cancellationsOf(JobId job) {
    return node.history(job).stream().filter(JobCancelled.class::isInstance).count();
  }

  private Long blocksWithCancellations() {
    return node.get(JdbcTemplate.class)
        .queryForObject(
            """
            select count(distinct block.number) from block join event
              on position between first_position and last_position
            where type like '%JobCancelled'
            """,
            Long.class);
  }
}
