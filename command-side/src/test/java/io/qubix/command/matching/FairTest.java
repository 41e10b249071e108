package io.qubix.command.matching;

import static io.qubix.command.matching.BookFixture.match;
import static io.qubix.command.matching.Market.START;
import static io.qubix.command.matching.Market.assigned;
import static io.qubix.command.matching.Market.by;
import static io.qubix.command.matching.Market.cancelled;
import static io.qubix.command.matching.Market.completed;
import static io.qubix.command.matching.Market.created;
import static io.qubix.command.matching.Market.job;
import static io.qubix.command.matching.Market.priority;
import static io.qubix.command.matching.Market.registered;
import static io.qubix.command.matching.Market.requeued;
import static io.qubix.command.matching.Market.reserved;
import static io.qubix.command.matching.Market.second;
import static io.qubix.command.matching.Market.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.matching.Cheapest;
import io.qubix.api.matching.DecisionReceipt.Turn;
import io.qubix.api.matching.JobOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Consumers take turns, and each job has its turn in time. */
class FairTest {

  private static final int ROUND = (int) JobOrder.ROUND.toSeconds();

  private final BookFixture market = new BookFixture(new Cheapest(), JobOrder.FAIR);

  @Test
  void aConsumerWithManyJobs_doesNotStandBeforeOthers() {
    flood(1, 100);
    market.clock.set(second(210));
    market.given(by("FEW", created(200)), by("FEW", created(201)), registered(1, "1"));

    market.expect(match(1, 1));
    done(1);
    market.expect(match(200, 1));
    done(200);
    market.expect(match(2, 1));
    done(2);
    market.expect(match(201, 1));
    done(201);
    market.expect(match(3, 1));
  }

  @Test
  void ofEqualPriority_whoHasTheFewestAtWorkComesFirst() {
    flood(1, 100);
    market.given(registered(1, "1", 3)).expect(match(1, 1), match(2, 1), match(3, 1));
    start(1, 2, 3);
    market.given(by("FEW", created(200)), by("FEW", created(201)), by("FEW", created(202)));
    market.clock.set(second(203));

    market.given(registered(2, "1", 6));

    market.expect(
        match(200, 2), match(201, 2), match(202, 2), match(4, 2), match(5, 2), match(6, 2));
  }

  @Test
  void aJobThatIsOverOrPutBack_isNoLongerAtWork() {
    flood(1, 4);
    market.given(by("FEW", created(5)), by("FEW", created(6)), by("FEW", created(7)));
    market.given(registered(1, "1", 4));
    market.expect(match(1, 1), match(5, 1), match(2, 1), match(6, 1));
    start(1, 5, 2, 6);
    market.clock.set(second(10));
    market.given(requeued(job(5), 2), completed(worker(1), job(5), 1, second(10)));
    market.expect(match(5, 1));
    done(6);
    market.expect(match(7, 1));
  }

  @Test
  void aHigherPriorityComesFirst_whateverItsConsumerHasAtWork() {
    flood(1, 3);
    market.given(registered(1, "1", 2)).expect(match(1, 1), match(2, 1));
    start(1, 2);
    market.given(by("FEW", created(8)), priority(6, by("MANY", created(9))));

    market.given(registered(2, "1", 3));

    market.expect(match(9, 2), match(8, 2), match(3, 2));
  }

  @Test
  void tenMinutesOfWaitingCountAsOnePriority() {
    JobCreated waits = by("MANY", created(ROUND - 1));
    market.given(registered(1, "1"), by("MANY", created(1))).expect(match(1, 1));
    start(1);
    market.given(waits, priority(6, by("FEW", created(2 * ROUND - 1))));
    market.clock.set(second(3 * ROUND));
    market.given(registered(2, "1")).expect(match(2 * ROUND - 1, 2));
    market.given(priority(6, by("OTHER", created(2 * ROUND)))).expect();

    market.given(registered(3, "1", 2));

    market.expect(match(ROUND - 1, 3), match(2 * ROUND, 3));
  }

  @Test
  void theReceiptTellsWhyThisJobCame() {
    flood(1, 2);
    market.clock.set(second(7));
    market.given(registered(1, "1", 2)).expect(match(1, 1), match(2, 1));

    assertThat(market.matches)
        .extracting(match -> match.receipt().turn())
        .containsExactly(new Turn("fair/1", 5, 0, second(1)), new Turn("fair/1", 5, 1, second(7)));
  }

  @Test
  void aSteadyStreamOfHigherPriorities_delaysAJobByTenRoundsAtMost() {
    assertThat(waitBehind(number -> priority(9, by("C" + number, created(number)))))
        .isBetween(Duration.ofSeconds(9 * ROUND), Duration.ofSeconds(10 * ROUND));
  }

  @Test
  void aConsumersOwnStreamOfHigherPriorities_delaysItsJobByTenRoundsAtMost() {
    assertThat(waitBehind(number -> priority(9, by("LOW", created(number)))))
        .isBetween(Duration.ofSeconds(9 * ROUND - 1), Duration.ofSeconds(10 * ROUND));
  }

  @Test
  void aSteadyStreamOfConsumersWithNothingAtWork_delaysAJobByOneRoundAtMost() {
    assertThat(waitBehind(number -> priority(0, by("C" + number, created(number)))))
        .isBetween(Duration.ofSeconds(ROUND / 2), Duration.ofSeconds(ROUND));
  }

  /** At the end of a round, each of the lines that it left waiting comes once. */
  @Test
  void behindThatStream_eachJobOfALineIsMatchedOneRoundAfterTheOneBefore() {
    market.given(registered(1, "1"), priority(0, by("LOW", created(0)))).expect(match(0, 1));
    start(0);
    market.given(registered(2, "1"));
    for (int i = 1; i <= 3; i++) {
      market.given(priority(0, by("LOW", created(i))));
    }
    int matched = 0;
    for (int at = 10; at <= 4 * ROUND && matched < 3; at += 10) {
      JobId next = steal(at, priority(0, by("C" + at, created(at))));
      if (next.equals(job(matched + 1))) {
        matched++;
        assertThat(at).isBetween(matched * ROUND, matched * ROUND + matched * 10);
      }
      over(next);
    }
    assertThat(matched).isEqualTo(3);
  }

  @Test
  void aBookMadeOfWhatWasKept_givesTheSameTurns() {
    flood(1, 5);
    market.clock.set(second(200));
    market.given(by("FEW", created(200)), by("FEW", created(201)), registered(1, "1", 2));
    market.expect(match(1, 1), match(200, 1));
    start(200);
    done(1);
    BookChanges kept = market.book.drainAll();
    OrderBook again =
        OrderBook.of(
            new Cheapest(), JobOrder.FAIR, market.clock, 99, kept.jobs(), kept.providers());
    again.resume(market.book.lastMatches(), market.book.isPaused());
    market.clock.set(second(210));

    assertThat(again.match(1)).isEqualTo(market.book.match(1)).hasSize(1);
    for (OrderBook book : List.of(again, market.book)) {
      book.apply(100, by("NEW", created(205)));
      book.apply(101, registered(2, "1", 4));
    }
    assertThat(again.match(9)).isEqualTo(market.book.match(9)).hasSize(4);
  }

  /**
   * Returns how long a job of the lowest priority waits, whose consumer has another at work, while
   * a job of the stream comes for each slot that becomes free.
   */
  private Duration waitBehind(java.util.function.IntFunction<JobCreated> stream) {
    market.given(registered(1, "1"), priority(0, by("LOW", created(0)))).expect(match(0, 1));
    start(0);
    market.given(registered(2, "1"), priority(0, by("LOW", created(1))));
    for (int at = 10; at <= 20 * ROUND; at += 10) {
      JobId next = steal(at, stream.apply(at));
      if (next.equals(job(1))) {
        return Duration.between(second(1), second(at));
      }
      over(next);
    }
    throw new AssertionError("It is never matched");
  }

  /** Lets a job arrive, and returns which job the one free slot goes to. */
  private JobId steal(int at, JobCreated rival) {
    market.clock.set(second(at));
    market.given(rival).matched();
    assertThat(market.matches).hasSize(1);
    JobId next = market.matches.get(0).job().id();
    market.given(assigned(next, 1, worker(2)), reserved(worker(2), next, 1));
    return next;
  }

  private void over(JobId id) {
    Instant now = market.clock.instant();
    market.given(cancelled(id), completed(worker(2), id, 1, now));
  }

  private void flood(int from, int to) {
    for (int i = from; i <= to; i++) {
      market.given(by("MANY", created(i)));
    }
    market.expect();
  }

  /** Confirms matches of the first provider. */
  private void start(int... jobs) {
    for (int number : jobs) {
      market.given(assigned(job(number), 1, worker(1)), reserved(worker(1), job(number), 1));
    }
  }

  private void done(int number) {
    start(number);
    market.clock.advance(Duration.ofSeconds(1));
    market.given(cancelled(job(number)), completed(worker(1), job(number), 1, START));
  }
}
