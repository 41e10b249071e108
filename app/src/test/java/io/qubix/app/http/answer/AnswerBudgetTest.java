package io.qubix.app.http.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnswerBudgetTest {

  private static final long MB = 1024 * 1024;

  private final AnswerBudget budget = new AnswerBudget(16 * MB);

  @Test
  void anAnswerTakesSixTimesWhatItIsMadeFrom() {
    assertThat(budget.claim().isGranted(MB)).isTrue();
    assertThat(budget.taken()).isBetween(6 * MB - 20_000, 6 * MB);
    assertThat(budget.claim().isGranted(MB)).isTrue();

    assertThat(budget.claim().isGranted(MB)).isFalse();
    assertThat(budget.claim().isGranted(MB / 2)).isTrue();
  }

  @Test
  void manyJobsThatAreNotThatLarge_areAnsweredAtOnce() {
    assertThat(Stream.generate(budget::claim).limit(100))
        .allMatch(claim -> claim.isGranted(20_000));
  }

  @Test
  void oneThatIsLargerThanTheBudget_isMadeAlone() {
    AnswerBudget.Claim first = budget.claim();
    assertThat(first.isGranted(100 * MB)).isTrue();
    assertThat(budget.claim().isGranted(100 * MB)).isFalse();

    first.hold(3 * MB);

    assertThat(budget.claim().isGranted(100 * MB)).isTrue();
  }

  @Test
  void whatAsksAfterItsRequestIsOver_getsNothing_andLeavesNothing() {
    AnswerBudget.Claim over = budget.claim();
    over.close();

    assertThat(over.isGranted(MB)).isFalse();
    assertThat(budget.taken()).isZero();
  }
}
