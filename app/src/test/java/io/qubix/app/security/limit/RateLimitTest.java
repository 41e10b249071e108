package io.qubix.app.security.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final SetClock clock = new SetClock();
  private final RateLimit limit = new RateLimit(2, clock);

  @Test
  void asManyAsAllowed_passAndTheNextDoesNot() {
    assertThat(limit.allows("a")).isTrue();
    assertThat(limit.allows("a")).isTrue();
    assertThat(limit.allows("a")).isFalse();
  }

  @Test
  void others_areNotConcerned() {
    limit.allows("a");
    limit.allows("a");
    assertThat(limit.allows("b")).isTrue();
  }

  @Test
  void halfASecondLater_onePassesAgain() {
    limit.allows("a");
    limit.allows("a");
    clock.now = clock.now.plus(Duration.ofMillis(499));
    assertThat(limit.allows("a")).isFalse();
    clock.now = clock.now.plus(Duration.ofMillis(1));
    assertThat(limit.allows("a")).isTrue();
    assertThat(limit.allows("a")).isFalse();
  }

  @Test
  void clockSetBack_locksNobodyOut() {
    limit.allows("a");
    limit.allows("a");
    clock.now = clock.now.minus(Duration.ofHours(1));
    assertThat(limit.allows("a")).isFalse();
    clock.now = clock.now.plus(Duration.ofSeconds(1));
    assertThat(limit.allows("a")).isTrue();
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
