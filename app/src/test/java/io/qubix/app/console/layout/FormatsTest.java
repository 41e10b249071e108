package io.qubix.app.console.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.ledger.Account.Kind;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.DecisionReceipt.Candidate;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.app.console.layout.Formats.Score;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatsTest {

  private final Formats show = new Formats(Clock.systemUTC());

  @Test
  void aReceiptIsShownInTheOrderOfItsPolicy() {
    DecisionReceipt receipt =
        receipt(
            "cheapest-then-idle/1",
            Map.of("idleSince", Instant.EPOCH, "totalJobs", 3, "pricePerHour", Money.ONE));

    assertThat(show.scores(receipt))
        .containsExactly(
            new Score("pricePerHour", "Price/h", true),
            new Score("totalJobs", "Jobs done", true),
            new Score("idleSince", "Idle since", false));
    assertThat(show.policy(receipt)).startsWith(": the cheapest first, then");
  }

  @Test
  void anEntryIsNamedByItsAccountAndDirection() {
    assertThat(show.entry(Kind.CONSUMER, Money.of("-1"))).isEqualTo("Paid");
    assertThat(show.entry(Kind.CONSUMER, Money.ZERO)).isEqualTo("Paid");
    assertThat(show.entry(Kind.CONSUMER, Money.ONE)).isEqualTo("Received");
    assertThat(show.entry(Kind.PROVIDER, Money.ONE)).isEqualTo("Earned");
    assertThat(show.entry(Kind.PROVIDER, Money.ZERO)).isEqualTo("Earned");
    assertThat(show.entry(Kind.PROVIDER, Money.of("-1"))).isEqualTo("Gave back");
  }

  @Test
  void aReceiptOfAPolicyThatThisVersionDoesNotKnow_isShownAsItIs() {
    DecisionReceipt receipt = receipt("stars/7", Map.of("stars", 4.5));

    assertThat(show.scores(receipt)).containsExactly(new Score("stars", "stars", true));
    assertThat(show.policy(receipt)).isEmpty();
  }

  private static DecisionReceipt receipt(String policy, Map<String, Object> scores) {
    Candidate best = new Candidate(new WorkerId("w-1"), scores);
    return new DecisionReceipt(policy, 1, List.of(best), Map.of(), List.of());
  }
}
