package io.qubix.command.matching;

import static io.qubix.command.matching.Market.created;
import static io.qubix.command.matching.Market.job;
import static io.qubix.command.matching.Market.registered;
import static io.qubix.command.matching.Market.requeued;
import static io.qubix.command.matching.Market.reserved;
import static io.qubix.command.matching.Market.second;
import static io.qubix.command.matching.Market.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.json.Json;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.DecisionReceipt.Candidate;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.Probation;
import io.qubix.api.money.Money;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.command.matching.market.OpenJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** {@link OrderBookPropertyTest} holds the policy against a book that looks at everything. */
class ReliableTest {

  private final MatchingPolicy reliable = MatchingPolicy.named("reliable");
  private final BookFixture market = new BookFixture(reliable);
  private final List<Object> log = new ArrayList<>();

  /** A job for the proven, and one for new providers. */
  private static final int PLAIN = number(false);

  private static final int TRIAL = number(true);

  @ParameterizedTest
  @CsvSource({"1.77, 1", "1.78, 2"})
  void aPriceIsDividedByTheChanceOfSuccess(String price, int winner) {
    given(registered(1, price), registered(2, "1"));
    done(1, 10, 0);
    done(2, 5, 5);
    assertThat(reputation(1)).isEqualTo(912);
    assertThat(reputation(2)).isEqualTo(514);

    given(created(PLAIN));

    assertThat(winner()).isEqualTo(worker(winner).value());
  }

  @Test
  void whoHasProvenItself_comesBeforeWhoIsNew_atAnyPrice() {
    given(registered(1, "9"), registered(2, "1"));
    done(1, 4, 0);
    done(2, 4, 0);
    assertThat(book(1).reputation().isNew()).isTrue();
    done(1, 1, 0);
    assertThat(book(1).reputation().isNew()).isFalse();

    given(created(PLAIN));

    assertThat(winner()).isEqualTo("worker-1");
    given(created(PLAIN + 10_000));
    assertThat(winner()).as("a new one, where no other is free").isEqualTo("worker-2");
  }

  @ParameterizedTest
  @CsvSource({"1.170, 2", "1.171, 1"})
  void aJobForNewProviders_goesToOne_ifItsPriceIsWorthTheTrial(String price, int winner) {
    given(registered(1, "1"), registered(2, price));
    done(1, 5, 0);
    assertThat(reputation(1)).isEqualTo(854);

    given(created(TRIAL));

    assertThat(winner()).isEqualTo(worker(winner).value());
  }

  @Test
  void theReceiptSaysThatItIsATrial_andShowsWhatWasCompared() {
    given(registered(1, "1"), registered(2, "1"));
    done(1, 5, 0);

    DecisionReceipt receipt = given(created(TRIAL)).matches.get(0).receipt();

    assertThat(receipt.policy()).isEqualTo("reliable/1");
    assertThat(receipt.probation()).isTrue();
    assertThat(receipt.best())
        .extracting(Candidate::workerId)
        .containsExactly(worker(2), worker(1));
    assertThat(receipt.best().get(0).scores())
        .containsExactly(
            Map.entry("onProbation", 1L),
            Map.entry("priceOfSuccess", Money.of("2")),
            Map.entry("failuresOfThousand", 500L),
            Map.entry("idleSince", second(0)));
  }

  @Test
  void whatFailedOnce_isNoTrialAgain() {
    given(registered(1, "1"), registered(2, "1"));
    done(1, 5, 0);
    given(requeued(job(TRIAL), 2));
    given(created(TRIAL), requeued(job(TRIAL), 2, worker(3)));

    assertThat(winner()).isEqualTo("worker-1");
  }

  /** One client registered 5,000 machines, and took every job. */
  @Test
  void fiveThousandNewMachines_getTheirShareAndNoMore_whileAProvenOneIsFree() {
    given(registered(1, "2", 64));
    done(1, 20, 0);
    for (int i = 2; i <= 5_001; i++) {
      given(registered(i, "0.5"));
    }
    int taken = 0;
    int due = 0;
    for (int i = 20_000; i < 20_060; i++) {
      due += Probation.isFor(OpenJob.created(created(i))) ? 1 : 0;
      taken += given(created(i)).matches.get(0).provider().workerId().equals(worker(1)) ? 0 : 1;
    }
    assertThat(taken).isEqualTo(due).isBetween(1, 15);
  }

  @Test
  void oneJobInTenIsForNewProviders() {
    long due =
        IntStream.range(0, 10_000)
            .filter(i -> Probation.isFor(OpenJob.created(created(i))))
            .count();
    assertThat(due).isBetween(850L, 1_150L);
  }

  /** Another node reads the log, or the rows of this one. */
  @Test
  void aBookThatTakesOver_decidesTheSame() {
    for (int i = 1; i <= 12; i++) {
      given(registered(i, Integer.toString(1 + i % 3), 5));
      done(i, i, 12 - i);
    }
    OrderBook ofTheLog =
        OrderBook.of(reliable, JobOrder.OLDEST, market.clock, 0, List.of(), List.of());
    log.forEach(event -> ofTheLog.apply(ofTheLog.position() + 1, event));
    JsonMapper json = Json.builder().build();
    List<ProviderState> rows =
        market.book.drainAll().providers().stream()
            .map(row -> json.readValue(json.writeValueAsString(row), ProviderState.class))
            .toList();
    OrderBook ofTheRows =
        OrderBook.of(
            reliable, JobOrder.OLDEST, market.clock, market.book.position(), List.of(), rows);

    for (int i = 100; i < 160; i++) {
      for (OrderBook book : List.of(market.book, ofTheLog, ofTheRows)) {
        book.apply(book.position() + 1, created(i));
      }
    }
    List<Match> decided = market.book.match(Integer.MAX_VALUE);

    assertThat(decided).hasSize(60);
    assertThat(ofTheLog.match(Integer.MAX_VALUE)).isEqualTo(decided);
    assertThat(ofTheRows.match(Integer.MAX_VALUE)).isEqualTo(decided);
  }

  @Test
  void itSaysItsOrderInWords() {
    assertThat(reliable.words())
        .isEqualTo(
            "who has proven itself first, then the lowest price of a success, then who fails the"
                + " fewest, then who was idle the longest");
  }

  private BookFixture given(Object... events) {
    log.addAll(List.of(events));
    return market.given(events).matched();
  }

  private String winner() {
    return market.matches.get(0).provider().workerId().value();
  }

  private ProviderState book(int worker) {
    return market.book.drainAll().providers().stream()
        .filter(provider -> provider.workerId().equals(worker(worker)))
        .findFirst()
        .orElseThrow();
  }

  private int reputation(int worker) {
    return book(worker).reputation().chance();
  }

  /** Attempts that ended; the failed ones first. */
  private void done(int worker, int completed, int failed) {
    for (int i = 0; i < completed + failed; i++) {
      AttemptEnd end = i < failed ? AttemptEnd.FAILED : AttemptEnd.COMPLETED;
      given(
          reserved(worker(worker), job(-1), 1),
          new ProviderReleased(worker(worker), job(-1), 1, end, Money.ZERO, second(0)));
    }
  }

  /** Returns a job that is one of those for new providers, or none of them. */
  private static int number(boolean trial) {
    return IntStream.iterate(1_000, i -> i + 1)
        .filter(i -> Probation.isFor(OpenJob.created(created(i))) == trial)
        .filter(i -> trial || !Probation.isFor(OpenJob.created(created(i + 10_000))))
        .findFirst()
        .orElseThrow();
  }
}
