package io.qubix.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

class MatchingPolicySettingTest {

  private final PolicyConfiguration setting = new PolicyConfiguration();

  @Test
  void aKnownNameIsTaken() {
    assertThat(setting.matchingPolicy("cheapest").version()).isEqualTo("cheapest-then-idle/1");
  }

  @Test
  void anUnknownNameStopsTheStart_andTheKnownOnesAreNamed() {
    assertThatThrownBy(() -> setting.matchingPolicy("luck"))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("There is no matching policy \"luck\"; there are cheapest")
        .extracting(refused -> ((FailureAnalyzedException) refused).analysis().getAction())
        .isEqualTo("Name one of these as qubix.matching.policy.");
  }

  @Test
  void theOrderOfJobsIsChosenAlike() {
    assertThat(setting.jobOrder("fair").version()).isEqualTo("fair/1");
    assertThatThrownBy(() -> setting.jobOrder("luck"))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("There is no job order \"luck\"; there are oldest, fair")
        .extracting(refused -> ((FailureAnalyzedException) refused).analysis().getAction())
        .isEqualTo("Name one of these as qubix.matching.order.");
  }
}
