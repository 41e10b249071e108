package io.qubix.command.job.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.view.LabelledJobs;
import io.qubix.api.request.Label;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.bus.BulkCommands;
import io.qubix.command.matching.MarketNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cancelling many jobs at once, on a real log; the read model that finds them may lag behind. */
class LabelCancellationTest {

  private static final QubicAddress CONSUMER = new QubicAddress("CONSUMER");
  private static final Label LABEL = new Label("batch", "7");

  private final MarketNode node = MarketNode.on(TestDatabase.url(), Clock.systemUTC());
  private final BulkCommands bulk = node.get(BulkCommands.class);

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void twoRequestsAtOnce_cancelEachJobOnce_andCountItOnce() {
    List<JobId> jobs = jobs(300);
    LabelCancellation cancellation = cancellation(jobs, Duration.ofMinutes(1));
    List<CompletableFuture<LabelCancellation.Outcome>> clicks =
        IntStream.range(0, 2)
            .mapToObj(click -> cancellation.cancel(CONSUMER, LABEL, "wrong input"))
            .toList();

    LabelCancellation.Outcome first = clicks.get(0).join();
    LabelCancellation.Outcome second = clicks.get(1).join();

    assertThat(first.cancelled() + second.cancelled()).isEqualTo(300);
    assertThat(first.failed() + second.failed()).isZero();
    assertThat(jobs).allMatch(job -> cancellationsOf(job) == 1);
    assertThat(node.last(jobs.get(299), JobCancelled.class).orElseThrow().reason())
        .isEqualTo("wrong input");
    cancellation.destroy();
  }

  @Test
  void aRequestThatTakesTooLong_isAnswered_andARepeatGoesOn() {
    List<JobId> jobs = jobs(300);
    LabelCancellation cancellation = cancellation(jobs, Duration.ZERO);

    assertThat(cancellation.cancel(CONSUMER, LABEL, null).join())
        .isEqualTo(new LabelCancellation.Outcome(true, 256, 0, true));
    assertThat(jobs.stream().mapToLong(this::cancellationsOf).sum()).isEqualTo(256);

    LabelCancellation repeat = cancellation(jobs.subList(256, 300), Duration.ZERO);
    assertThat(repeat.cancel(CONSUMER, LABEL, null).join())
        .isEqualTo(new LabelCancellation.Outcome(true, 44, 0, false));
    cancellation.destroy();
    repeat.destroy();
  }

  @Test
  void jobsOfAnotherConsumer_failEach() {
    LabelCancellation cancellation = cancellation(jobs(3), Duration.ofMinutes(1));

    assertThat(cancellation.cancel(new QubicAddress("OTHER"), LABEL, null).join())
        .isEqualTo(new LabelCancellation.Outcome(true, 0, 3, false));
    cancellation.destroy();
  }

  private LabelCancellation cancellation(List<JobId> found, Duration longest) {
    return new LabelCancellation(
        (consumer, label, after, most) -> part(found, after, most), bulk, longest);
  }

  /** Finds jobs by their place in a list, also those that are over by now. */
  private static LabelledJobs.Part part(List<JobId> all, long after, int most) {
    int end = (int) Math.min(all.size(), after + most);
    return new LabelledJobs.Part(all.subList((int) after, end), end);
  }

  private List<JobId> jobs(int count) {
    return IntStream.range(0, count).mapToObj(node::create).toList();
  }

  private long cancellationsOf(JobId job) {
    return node.history(job).stream().filter(JobCancelled.class::isInstance).count();
  }
}
