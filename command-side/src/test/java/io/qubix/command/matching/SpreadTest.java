package io.qubix.command.matching;

import static io.qubix.command.matching.BookFixture.match;
import static io.qubix.command.matching.Market.completed;
import static io.qubix.command.matching.Market.created;
import static io.qubix.command.matching.Market.job;
import static io.qubix.command.matching.Market.registered;
import static io.qubix.command.matching.Market.reserved;
import static io.qubix.command.matching.Market.second;
import static io.qubix.command.matching.Market.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.matching.DecisionReceipt.Candidate;
import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.money.Money;
import io.qubix.api.provider.event.ProviderReleased;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@link OrderBookPropertyTest} holds the policy against a book that looks at everything. */
class SpreadTest {

  private final MatchingPolicy spread = MatchingPolicy.named("spread");
  private final BookFixture market = new BookFixture(spread);

  @Test
  void whoDidFewerJobsComesBeforeWhoIsCheaper() {
    market.given(registered(1, "1"), registered(2, "2"), registered(3, "3"));
    done(1, 1);
    done(2, 2);

    market.given(created(10), created(11), created(12));

    market.expect(match(10, 3), match(11, 1), match(12, 2));
  }

  @Test
  void amongEquals_theCheapestComesFirst_thenTheLongestIdle() {
    market.given(registered(1, "2"), registered(2, "1"), registered(3, "1"));
    market.given(reserved(worker(2), job(99), 1), released(2, 99));

    market.given(created(10), created(11), created(12));

    market.expect(match(10, 3), match(11, 2), match(12, 1));
  }

  @Test
  void theReceiptGoesOnBehindWhoIsTooExpensive_andShowsTheJobsFirst() {
    market.given(registered(1, "9"), registered(2, "1"), registered(3, "9"), registered(4, "2"));
    done(2, 1);
    done(3, 2);
    done(4, 3);
    done(4, 4);

    var receipt =
        market.given(created(10, "5", null)).expect(match(10, 2)).matches.get(0).receipt();

    assertThat(receipt.policy()).isEqualTo("spread/2");
    assertThat(receipt.best())
        .extracting(Candidate::workerId)
        .containsExactly(worker(2), worker(4));
    assertThat(receipt.best().get(1).scores())
        .containsExactly(
            Map.entry("jobs", 2L),
            Map.entry("pricePerHour", Money.of("2")),
            Map.entry("idleSince", second(4)));
    assertThat(receipt.leftOut()).containsExactly(Map.entry(Reason.TOO_EXPENSIVE, 2));
  }

  @Test
  void jobsInProgressCount_alsoThoseOfThisRound() {
    market.given(registered(1, "1", 3), registered(2, "2", 3), registered(3, "3", 3));
    done(3, 1);

    market.given(created(10), created(11), created(12), created(13));

    market.expect(match(10, 1), match(11, 2), match(12, 1), match(13, 2));
    market.given(created(14)).expect(match(14, 3));
  }

  @Test
  void itSaysItsOrderInWords() {
    assertThat(spread.words())
        .isEqualTo(
            "who has the fewest jobs first, then the cheapest, then who was idle the longest");
  }

  private void done(int worker, int job) {
    market.given(
        reserved(worker(worker), job(job), 1), completed(worker(worker), job(job), 1, second(job)));
  }

  private static Object released(int worker, int job) {
    return new ProviderReleased(
        worker(worker), job(job), 1, AttemptEnd.FAILED, Money.ZERO, second(50));
  }
}
