package io.qubix.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkTimeTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT1S, false",
    "PT0S, PT1.000000001S, true",
    "PT1000S, PT1002S, false",
    "PT1000S, PT1002.000000001S, true",
    "PT24H, PT24H1M27.4S, false",
    "PT24H, PT24H1M27.400000001S, true"
  })
  void moreThanWasMeasured_isOverReportedBeyondRoundingAndDrift(
      Duration measured, Duration reported, boolean over) {
    assertThat(new WorkTime(reported, measured).overReported()).isEqualTo(over);
  }

  @Test
  void whoDoesNotSay_reportsNothingTooMuch() {
    assertThat(new WorkTime(null, Duration.ZERO).overReported()).isFalse();
  }
}
