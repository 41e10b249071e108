package io.qubix.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.qubix.api.Rejection;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void aMemberThatIsSkipped_cannotBeAskedForByMistake() {
    Fields fields =
        Fields.of(JsonBody.of("{\"a\": {\"b\": 1}}"), Members.of().with("a", Members.of("b")));

    assertThat(fields.inside("a").whole("b", 0, 1)).isEqualTo(1);
    assertThatThrownBy(() -> fields.has("b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> fields.inside("a").text("c", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersThatWrittenOutFillMoreThanABody_areRefused() {
    String many = "1e999,".repeat(8_388) + "1";
    assertThat(Fields.of(EXACT.readTree("{\"n\": [" + many + "]}")).any("n")).isNotNull();

    Fields tooMany = Fields.of(EXACT.readTree("{\"n\": [" + many + "," + many + "]}"));
    assertThat(tooMany.any("n")).isNull();
    assertThatThrownBy(tooMany::verify).hasMessageContaining("so many digits");
  }

  @ParameterizedTest
  @CsvSource({
    "1e999,1e1000", // a thousand digits, and one more
    "-1e998,-1e999", // the sign is a character
    "1e-998,1e-999", // and so are 0 and the point before the digits
    "0e-998,0e-999",
    "1.5e999,1.5e1000",
    "0e2147483647,1e2147483647",
  })
  void longestNumberWhenWrittenOut_isTakenAndTheNextIsNot(String longest, String next) {
    assertThat(Fields.of(EXACT.readTree("{\"n\": [" + longest + "]}")).any("n")).isNotNull();

    Fields beyond = Fields.of(EXACT.readTree("{\"n\": [" + next + "]}"));
    assertThat(beyond.any("n")).isNull();
    assertThatThrownBy(beyond::verify)
        .hasMessage(
            "n must not contain a number of more than 1000 characters when it is written out");
  }
}
