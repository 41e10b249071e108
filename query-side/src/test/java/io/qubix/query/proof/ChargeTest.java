package io.qubix.query.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.money.Money;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChargeTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @ParameterizedTest
  @CsvSource({
    "'\"PT0S\"', 2.5, 0",
    "'\"PT1H\"', 2.5, 2500000",
    "'\"PT20M34.567S\"', 2.5, 857338",
    // A price of 0.000001: half an hour is exactly half a micro, and rounds up.
    "'\"PT30M\"', 0.000001, 1",
    "'\"PT29M59.999999999S\"', 0.000001, 0",
    "1234.567, 2.5, 857338",
    "'\"PT100000000S\"', 1000000000, 27777777777777777778",
  })
  void theCharge_isRoundedHalfUpAtTheSixthDecimal(String duration, String price, String micros) {
    assertThat(Charge.of(Charge.nanos(json(duration)), Charge.micros(json(price))))
        .isEqualTo(new BigInteger(micros));
  }

  @Test
  void bothArithmetics_comeToTheSame() {
    Random random = new Random(20261123);
    for (int i = 0; i < 10_000; i++) {
      Duration worked = Duration.ofNanos(random.nextLong(10_000_000_000_000L));
      Money price = new Money(random.nextLong(10_000_000_000L));

      BigInteger charge =
          Charge.of(
              Charge.nanos(json('"' + worked.toString() + '"')),
              Charge.micros(json(price.toString())));

      assertThat(charge).isEqualTo(BigInteger.valueOf(price.forDuration(worked).micros()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0.0000001", "\"1\"", "null", "{}"})
  void whatIsNoAmount_isRefused(String qubic) {
    assertThatThrownBy(() -> Charge.micros(json(qubic)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "\"PT-1S\"", "\"an hour\"", "null", "0.0000000001"})
  void whatIsNoDuration_isRefused(String duration) {
    assertThatThrownBy(() -> Charge.nanos(json(duration)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }
}
