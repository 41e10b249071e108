package io.qubix.api.provider.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.Effort;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.WorkTime;
import io.qubix.api.json.Json;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderReleased;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ReputationTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, COMPLETED, NONE",
    "FAILED, FAILED, NONE",
    "LOST, LOST, LOST",
    "GIVEN_BACK, NONE, NONE",
    "TIMED_OUT, TIMED_OUT, NONE",
    "STALLED, TIMED_OUT, NONE",
    "BUDGET, NONE, NONE",
    "CANCELLED, NONE, NONE"
  })
  void whatAnEndSays_andWhatItSaysWhenAnotherProviderFailedTheJobToo(
      AttemptEnd end, Mark alone, Mark failedElsewhere) {
    assertThat(Mark.of(attempt(end, null, null, null, NOON))).isEqualTo(alone);
    if (end != AttemptEnd.COMPLETED) {
      assertThat(Mark.of(attempt(end, true, null, null, NOON))).isEqualTo(failedElsewhere);
    }
  }

  @Test
  void anAttemptThatTimedOutCounts_butNotOneWhoseJobExpired() {
    assertThat(Mark.of(attempt(AttemptEnd.TIMED_OUT, null, FailureCause.TIMED_OUT, null, NOON)))
        .isEqualTo(Mark.TIMED_OUT);
    assertThat(Mark.of(attempt(AttemptEnd.TIMED_OUT, null, FailureCause.EXPIRED, null, NOON)))
        .isEqualTo(Mark.NONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"GIVEN_BACK", "BUDGET", "CANCELLED"})
  void whatIsNotItsDoing_changesNothing_notEvenItsDay(AttemptEnd end) {
    Reputation before = after(Reputation.NONE, completed(NOON));
    assertThat(before.after(attempt(end, null, null, null, NOON.plus(DAY)))).isEqualTo(before);
  }

  @Test
  void withoutAttempts_theChanceIsEven_andEachAttemptMovesIt() {
    assertThat(Reputation.NONE.summary()).isEqualTo(new Reputation.Summary(0.5, 0, "reputation/1"));
    assertThat(after(Reputation.NONE, completed(NOON)).chance()).isEqualTo(667);
    assertThat(after(Reputation.NONE, failed(NOON)).chance()).isEqualTo(333);
    assertThat(after(Reputation.NONE, completed(NOON), failed(NOON)).chance()).isBetween(495, 499);
  }

  @ParameterizedTest
  @ValueSource(ints = {49, 50})
  void whatHappened_countsHalfAfterFiftyAttempts(int further) {
    Reputation reputation = after(Reputation.NONE, failed(NOON));
    for (int i = 0; i < further; i++) {
      reputation = after(reputation, completed(NOON));
    }
    assertThat(reputation.failed().attempts()).isEqualTo(1);
    if (further == 50) {
      assertThat(reputation.failed().weight()).isCloseTo(0.5, within(1e-12));
    } else {
      assertThat(reputation.failed().weight()).isGreaterThan(0.5);
    }
  }

  @Test
  void whatHappened_countsHalfAfterThirtyDays_andNotLessADayBefore() {
    Reputation before = after(Reputation.NONE, failed(NOON));
    assertThat(before.at(NOON.plus(DAY.multipliedBy(30))).weight()).isCloseTo(0.5, within(1e-12));
    assertThat(before.at(NOON.plus(DAY.multipliedBy(29))).weight()).isGreaterThan(0.51);
    assertThat(before.at(Instant.parse("2026-03-01T23:59:59Z"))).isEqualTo(before);
    assertThat(before.at(NOON.minus(DAY))).isEqualTo(before);
  }

  @Test
  void aYearAway_isAlmostANewBeginning_butTheEvidenceIsStillCounted() {
    Reputation bad = Reputation.NONE;
    for (int i = 0; i < 20; i++) {
      bad = after(bad, failed(NOON));
    }
    Reputation back = bad.at(NOON.plus(DAY.multipliedBy(365)));
    assertThat(bad.chance()).isLessThan(60);
    assertThat(back.chance()).isBetween(495, 500);
    assertThat(back.attempts()).isEqualTo(20);
  }

  @Test
  void timeUsedAndTimeReported_areKeptApart() {
    Reputation reputation =
        after(
            Reputation.NONE,
            worked(Duration.ofMinutes(30), null),
            worked(Duration.ofMinutes(90), Duration.ofHours(5)));
    assertThat(reputation.pace().usedOfAsked()).isCloseTo(1.0, within(0.01));
    assertThat(reputation.pace().attempts()).isEqualTo(2);
    assertThat(reputation.pace().overReported().attempts()).isEqualTo(1);
    assertThat(Reputation.NONE.pace().usedOfAsked()).isNull();
  }

  @Test
  void whateverTheOrder_aSuccessNeverLowersTheChance_andAFailureNeverRaisesIt() {
    Random random = new Random(34);
    for (int run = 0; run < 500; run++) {
      Reputation before = Reputation.NONE;
      Instant at = NOON;
      for (ProviderReleased event : history(random, 60)) {
        before = before.after(event);
        at = event.at();
      }
      before = before.at(at);
      assertThat(before.chance()).isBetween(1, 999);
      assertThat(after(before, completed(at)).chance()).isGreaterThanOrEqualTo(before.chance());
      for (AttemptEnd end : List.of(AttemptEnd.FAILED, AttemptEnd.LOST, AttemptEnd.STALLED)) {
        assertThat(after(before, attempt(end, null, null, null, at)).chance())
            .isLessThanOrEqualTo(before.chance());
      }
    }
  }

  @Test
  void theLaterOfTwoAttemptsCountsMore() {
    Random random = new Random(35);
    for (int run = 0; run < 500; run++) {
      Reputation before = Reputation.NONE;
      Instant at = NOON;
      for (ProviderReleased event : history(random, 40)) {
        before = before.after(event);
        at = event.at();
      }
      Instant later = at.plus(DAY.multipliedBy(random.nextInt(3)));
      assertThat(after(before, failed(at), completed(later)).chance())
          .isGreaterThanOrEqualTo(after(before, completed(at), failed(later)).chance());
    }
  }

  @Test
  void aReputationReadFromJson_goesOnLikeTheOneThatWasWritten() {
    JsonMapper json = Json.builder().build();
    Random random = new Random(36);
    for (int run = 0; run < 50; run++) {
      List<ProviderReleased> events = history(random, 80);
      Reputation whole = Reputation.NONE;
      Reputation interrupted = Reputation.NONE;
      for (ProviderReleased event : events) {
        whole = whole.after(event);
        interrupted =
            json.readValue(json.writeValueAsString(interrupted.after(event)), Reputation.class);
      }
      assertThat(interrupted).isEqualTo(whole);
    }
  }

  private static List<ProviderReleased> history(Random random, int most) {
    List<ProviderReleased> events = new ArrayList<>();
    Instant at = NOON;
    for (int i = random.nextInt(most); i > 0; i--) {
      at = at.plus(Duration.ofHours(random.nextInt(100)));
      AttemptEnd end = AttemptEnd.values()[random.nextInt(AttemptEnd.values().length)];
      Effort effort =
          end == AttemptEnd.COMPLETED
              ? Effort.of(
                  random.nextDouble(), new WorkTime(null, Duration.ofMillis(random.nextInt(9_999))))
              : null;
      events.add(attempt(end, random.nextBoolean() ? true : null, null, effort, at));
    }
    return events;
  }

  private static Reputation after(Reputation before, ProviderReleased... events) {
    return Stream.of(events).reduce(before, Reputation::after, (one, other) -> other);
  }

  private static ProviderReleased completed(Instant at) {
    return attempt(AttemptEnd.COMPLETED, null, null, null, at);
  }

  private static ProviderReleased failed(Instant at) {
    return attempt(AttemptEnd.FAILED, null, FailureCause.REPORTED, null, at);
  }

  /** One that was asked for an hour. */
  private static ProviderReleased worked(Duration measured, @Nullable Duration reported) {
    Effort effort = Effort.of(1, new WorkTime(reported, measured));
    return attempt(AttemptEnd.COMPLETED, null, null, effort, NOON);
  }

  private static ProviderReleased attempt(
      AttemptEnd end,
      @Nullable Boolean failedElsewhere,
      @Nullable FailureCause cause,
      @Nullable Effort effort,
      Instant at) {
    return new ProviderReleased(
        new WorkerId("w-1"),
        new JobId(new UUID(1, 2)),
        1,
        end,
        Money.ZERO,
        failedElsewhere,
        cause,
        effort,
        at);
  }
}
