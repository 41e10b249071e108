package io.qubix.api.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.caller.Role;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeySecretTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  private static KeySecret key(Role role) {
    return KeySecret.make(KeyId.next(RANDOM), role, RANDOM);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aKey_isReadAsItWasMade(Role role) {
    for (int i = 0; i < 1_000; i++) {
      KeySecret made = key(role);

      KeySecret read = KeySecret.parse(made.reveal()).orElseThrow();

      assertThat(read.reveal()).isEqualTo(made.reveal());
      assertThat(read.id()).isEqualTo(made.id());
      assertThat(read.role()).isEqualTo(role);
      assertThat(made.hash().isOf(read)).isTrue();
    }
  }

  /** Every character at every place: what the checksum promises has no exception. */
  @ParameterizedTest
  @EnumSource(Role.class)
  void aKeyWithOneWrongCharacter_isNoKey(Role role) {
    for (int i = 0; i < 20; i++) {
      String right = key(role).reveal();
      for (int place = 0; place < right.length(); place++) {
        for (char c = 0; c < 0x250; c++) {
          if (c != right.charAt(place)) {
            StringBuilder wrong = new StringBuilder(right);
            wrong.setCharAt(place, c);
            assertThat(KeySecret.parse(wrong.toString())).as(wrong.toString()).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void aKeyThatIsCutOrGrownByOneCharacter_isNoKey() {
    String right = key(Role.OPERATOR).reveal();
    for (int place = 0; place < right.length(); place++) {
      assertThat(KeySecret.parse(right.substring(0, place) + right.substring(place + 1))).isEmpty();
      assertThat(KeySecret.parse(right.substring(0, place) + "0" + right.substring(place)))
          .isEmpty();
    }
    assertThat(KeySecret.parse(right + " ")).isEmpty();
  }

  @Test
  void textsThatAreNoKeys_areNone() {
    assertThat(
            IntStream.of(0, 1, 4, 5, 6, 1_000_000)
                .mapToObj("_"::repeat)
                .map(KeySecret::parse)
                .flatMap(read -> read.stream()))
        .isEmpty();
    assertThat(KeySecret.parse("qbx_operator_000000000000_" + "0".repeat(43) + "_")).isEmpty();
  }

  /** All of the 256 bits reach the text: with the largest number no digit is cut off. */
  @Test
  void theSecretHolds256Bits() {
    RandomGenerator ones =
        new Random() {
          private static final long serialVersionUID = 1;

          @Override
          public void nextBytes(byte[] bytes) {
            java.util.Arrays.fill(bytes, (byte) 0xFF);
          }
        };
    String secret = KeySecret.make(KeyId.next(ones), Role.OPERATOR, ones).reveal().split("_")[3];

    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    BigInteger number = BigInteger.ZERO;
    for (char digit : secret.toCharArray()) {
      number =
          number.multiply(BigInteger.valueOf(62)).add(BigInteger.valueOf(digits.indexOf(digit)));
    }
    assertThat(number).isEqualTo(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
  }

  @Test
  void keysNeverComeTwice() {
    Collection<String> keys = new HashSet<>();
    Set<KeyId> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      KeySecret key = key(Role.CONSUMER);
      keys.add(key.reveal().split("_")[3]);
      ids.add(key.id());
    }
    assertThat(keys).hasSize(10_000);
    assertThat(ids).hasSize(10_000);
  }

  @Test
  void theTextOfAKeyInALogLine_saysWhichKeyAndNotTheSecret() {
    KeySecret key = key(Role.PROVIDER);

    assertThat(key.toString())
        .contains(key.id().value())
        .doesNotContain(key.reveal().split("_")[3])
        .doesNotContain(key.reveal().split("_")[4]);
  }

  @Test
  void anotherSecretOfTheSameId_hasAnotherHash() {
    KeySecret key = key(Role.WORKER);
    KeySecret other = KeySecret.make(key.id(), Role.WORKER, RANDOM);

    assertThat(key.hash().isOf(other)).isFalse();
    assertThat(key.hash().hex()).hasSize(64);
  }
}
