package io.qubix.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RetryTest {

  private final Retry retry = new Retry(Duration.ofMillis(500), Duration.ofSeconds(15));

  @RepeatedTest(20)
  void pausesDouble_upToTheLongest_lessAtMostHalf() {
    Unavailable away = new Unavailable("away", null);

    assertThat(retry.pause(0, away)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(retry.pause(3, away)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(retry.pause(5, away)).isBetween(Duration.ofMillis(7500), Duration.ofSeconds(15));
    assertThat(retry.pause(9_999, away)).isBetween(Duration.ofMillis(7500), Duration.ofSeconds(15));
  }

  @Test
  void aServiceThatSaysWhenToComeBack_isBelieved_upToAMinute() {
    assertThat(retry.pause(0, new Unavailable("busy", Duration.ofSeconds(20))))
        .isEqualTo(Duration.ofSeconds(20));
    assertThat(retry.pause(0, new Unavailable("busy", Duration.ofHours(1))))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(retry.pause(0, new Unavailable("busy", Duration.ZERO))).isPositive();
  }

  @Test
  void aRefusal_isNotTriedAgain() {
    AtomicInteger tries = new AtomicInteger();

    assertThatThrownBy(
            () ->
                retry.untilAnswered(
                    "try",
                    () -> {
                      tries.incrementAndGet();
                      throw new Refused(409, "no");
                    }))
        .isInstanceOf(Refused.class);
    assertThat(tries.get()).isEqualTo(1);
  }

  @Test
  void withLittleTime_itGivesUpBeforeTheTimeIsOver() {
    long began = System.nanoTime();

    assertThatThrownBy(
            () ->
                retry.within(
                    Duration.ofMillis(200),
                    () -> {
                      throw new Unavailable("away", null);
                    }))
        .isInstanceOf(Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));
  }
}
