package io.qubix.query.provider.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.query.provider.history.Presence.Change;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceTest {

  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = FROM.plusSeconds(100);

  @Test
  void whatWasBeforeTheTimeCountsFromItsBeginning() {
    var uptime =
        Presence.between(
            FROM, UNTIL, List.of(change(75, false), change(-50, true), change(-90, false)));

    assertThat(uptime.share()).isEqualTo(0.75);
    assertThat(uptime.since()).isEqualTo(FROM);
    assertThat(uptime.interruptions()).isEqualTo(1);
  }

  @Test
  void whoCameLaterIsMeasuredFromThenOn() {
    var uptime =
        Presence.between(
            FROM, UNTIL, List.of(change(80, true), change(70, false), change(50, true)));

    assertThat(uptime.share()).isEqualTo(0.8);
    assertThat(uptime.since()).isEqualTo(FROM.plusSeconds(50));
    assertThat(uptime.interruptions()).isEqualTo(1);
  }

  @Test
  void nothingKnownIsNoShare() {
    assertThat(Presence.between(FROM, UNTIL, List.of()).share()).isNull();
    assertThat(Presence.between(FROM, UNTIL, List.of(change(100, true))).share()).isNull();
  }

  private static Change change(int second, boolean online) {
    return new Change(FROM.plusSeconds(second), online);
  }
}
