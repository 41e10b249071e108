package io.qubix.api.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "0.0000005,1",
    "0.00000049,0",
    "1.5,1500000",
    "-0.0000005,-1",
    "1e-6,1",
    "5e-7,1",
    "4e-8,0",
    "9223372036854.775807,9223372036854775807",
    "0e900000000,0",
  })
  void amounts_areRoundedHalfUpAtTheSixthDecimal(BigDecimal qubic, long micros) {
    assertThat(Money.of(qubic)).isEqualTo(new Money(micros));
  }

  @Test
  void tinyAmount_isZeroWithoutEffort() {
    assertTimeout(
        Duration.ofMillis(500),
        () -> assertThat(Money.of(new BigDecimal("1e-1000000000"))).isEqualTo(Money.ZERO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000000000", "9223372036854.775808", "1e2147483647"})
  void amountBeyondALong_isRefusedWithoutEffort(String qubic) {
    assertTimeout(
        Duration.ofMillis(500),
        () ->
            assertThatThrownBy(() -> Money.of(new BigDecimal(qubic)))
                .isInstanceOf(ArithmeticException.class));
  }
}
