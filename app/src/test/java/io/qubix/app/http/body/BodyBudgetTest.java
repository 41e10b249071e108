package io.qubix.app.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

  private static final long MB = 1024 * 1024;

  private final BodyBudget budget = new BodyBudget(16 * MB);

  @Test
  void largeBodies_leaveAQuarterToTheSmall() {
    BodyBudget.Claim large = budget.claim();
    large.take(12 * MB);

    BodyBudget.Claim next = budget.claim();
    next.take(MB);
    assertThatThrownBy(() -> next.take(1)).isInstanceOf(Rejection.Unavailable.class);
    for (int i = 0; i < 2; i++) {
      budget.claim().take(MB);
    }
    assertThatThrownBy(() -> budget.claim().take(MB + 1)).isInstanceOf(Rejection.Unavailable.class);
  }

  @Test
  void theFirst16Kilobytes_areAlwaysThere() {
    budget.claim().take(12 * MB);
    for (int i = 0; i < 4; i++) {
      budget.claim().take(MB);
    }
    for (int i = 0; i < 1_000; i++) {
      budget.claim().take(16_384);
    }
    assertThat(budget.taken()).isLessThanOrEqualTo(16 * MB);
  }

  @Test
  void aBodyThatFitsNoBudget_isTooLarge() {
    assertThatThrownBy(() -> budget.claim().take(12 * MB + 1))
        .isInstanceOf(Rejection.TooLarge.class);
    assertThatThrownBy(() -> new BodyBudget(4_096 * MB).claim().take(128 * MB + 1))
        .isInstanceOf(Rejection.TooLarge.class);
  }

  @Test
  void whatWasTaken_isGivenBackOnce_alsoByWhoWasRefused() {
    BodyBudget.Claim one = budget.claim();
    BodyBudget.Claim other = budget.claim();
    one.take(8 * MB);
    assertThatThrownBy(() -> other.take(8 * MB)).isInstanceOf(Rejection.Unavailable.class);
    other.close();
    one.close();
    one.close();
    assertThat(budget.taken()).isZero();
    assertThatThrownBy(() -> one.take(MB)).isInstanceOf(Rejection.Unavailable.class);
    assertThat(budget.taken()).isZero();
  }
}
