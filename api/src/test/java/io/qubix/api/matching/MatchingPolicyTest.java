package io.qubix.api.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatchingPolicyTest {

  @Test
  void namesAndVersionsAreNoTwoPolicies() {
    assertThat(MatchingPolicy.all()).extracting(MatchingPolicy::name).doesNotHaveDuplicates();
    assertThat(MatchingPolicy.all()).extracting(MatchingPolicy::version).doesNotHaveDuplicates();
    assertThat(MatchingPolicy.named("cheapest")).isInstanceOf(Cheapest.class);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> MatchingPolicy.named("luck"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no matching policy \"luck\"; there are cheapest");
  }

  @Test
  void theOrderIsSaidInWords() {
    assertThat(new Cheapest().words())
        .isEqualTo("the cheapest first, then who did the fewest, then who was idle the longest");
  }
}
