package io.qubix.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.qubix.api.Rejection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class FieldsTest {

  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final JsonMapper PLAIN = new JsonMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {"1e400", "-1e400", "1e1000000000", "1e2147483647", "123456789e2147483640"})
  void hugeNumber_isABadFieldAndCheap(String number) {
    for (JsonMapper mapper : new JsonMapper[] {EXACT, PLAIN}) {
      assertTimeout(
          Duration.ofSeconds(2),
          () -> {
            Fields fields = Fields.of(mapper.readTree("{\"n\": " + number + "}"));
            fields.positive("n", 1_000_000);
            fields.number("n", 0, 100);
            fields.whole("n", 0, 100);
            fields.money("n", true, 1_000_000_000);
            assertThatThrownBy(fields::verify)
                .isInstanceOfSatisfying(
                    Rejection.Invalid.class, refused -> assertThat(refused.errors()).hasSize(4));
          });
    }
  }

  @Test
  void tinyNumber_isNotPositiveAndCostsNothing() {
    assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          Fields fields = Fields.of(EXACT.readTree("{\"n\": 1e-1000000000}"));
          assertThat(fields.positive("n", 1)).isNull();
          assertThat(fields.number("n", 0, 1)).isZero();
          assertThat(fields.money("n", true, 1)).isNull();
        });
  }

  @Test
  void numbersThatWrittenOutFillMoreThanABody_areRefused() {
    String many = "1e131000,".repeat(64) + "1";
    assertThat(Fields.of(EXACT.readTree("{\"n\": [" + many + "]}")).any("n")).isNotNull();

    Fields tooMany = Fields.of(EXACT.readTree("{\"n\": [" + many + "," + many + "]}"));
    assertThat(tooMany.any("n")).isNull();
    assertThatThrownBy(tooMany::verify).hasMessageContaining("so many digits");
  }

  @Test
  void largestNumberOfTheStore_isTakenAndTheNextIsNot() {
    assertThat(Fields.of(EXACT.readTree("{\"n\": 1e131071}")).any("n")).isNotNull();
    assertThat(Fields.of(EXACT.readTree("{\"n\": 1e131072}")).any("n")).isNull();
    assertThat(Fields.of(EXACT.readTree("{\"n\": 1e-16383}")).any("n")).isNotNull();
    assertThat(Fields.of(EXACT.readTree("{\"n\": 1e-16384}")).any("n")).isNull();
  }
}
