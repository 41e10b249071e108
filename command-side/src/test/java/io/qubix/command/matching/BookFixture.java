package io.qubix.command.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.api.matching.Cheapest;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.WorkerId;
import io.qubix.command.job.SettableClock;
import java.util.List;

/** An order book that reads one event after the other. */
final class BookFixture {

  final SettableClock clock = new SettableClock(Market.START);
  final OrderBook book;

  /** What was matched last. */
  List<Match> matches = List.of();

  BookFixture() {
    this(new Cheapest());
  }

  BookFixture(MatchingPolicy policy) {
    this(policy, JobOrder.OLDEST);
  }

  BookFixture(MatchingPolicy policy, JobOrder order) {
    book = OrderBook.of(policy, order, clock, 0, List.of(), List.of());
  }

  BookFixture given(Object... events) {
    for (Object event : events) {
      book.apply(book.position() + 1, event);
    }
    return this;
  }

  BookFixture matched() {
    matches = book.match(Integer.MAX_VALUE);
    return this;
  }

  /** Matches, and expects these and no others, in this order. */
  BookFixture expect(String... jobsToWorkers) {
    assertThat(matched().matches)
        .extracting(match -> shown(match.job().id(), match.provider().workerId()))
        .containsExactly(jobsToWorkers);
    return this;
  }

  BookFixture expectTold(int... jobs) {
    List<JobId> expected = java.util.Arrays.stream(jobs).mapToObj(Market::job).toList();
    assertThat(book.drainUnmatched(Integer.MAX_VALUE))
        .extracting(LeaveJobWaiting::jobId)
        .containsExactlyInAnyOrderElementsOf(expected);
    return this;
  }

  static String match(int job, int worker) {
    return shown(Market.job(job), Market.worker(worker));
  }

  private static String shown(JobId job, WorkerId worker) {
    return job + " → " + worker;
  }
}
