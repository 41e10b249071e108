package io.qubix.command.job;

import static io.qubix.command.job.JobStory.complete;
import static io.qubix.command.job.JobStory.given;
import static io.qubix.command.job.JobStory.released;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.qubix.api.job.WorkTime;
import io.qubix.api.job.command.AttemptOutcome;
import io.qubix.api.money.Money;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MeteringTest {

  private static final Duration HELD = Duration.ofSeconds(100);
  private static final Duration MORE = HELD.plusMillis(1);

  @ParameterizedTest
  @EnumSource
  void aReportedTimeUpToTheTimeSinceTheAssignment_isPaid(Metering metering) {
    JobStory story = given(metering).assigned().after(HELD);
    story.when(complete("ann", 1, HELD)).expectEvents(story.completion(HELD, HELD, Money.of("1")));
  }

  @Test
  void byTheWallClock_aLongerOneIsPaidAsTheTimeSinceTheAssignment() {
    JobStory story = given(Metering.WALL_CLOCK).assigned().after(HELD);
    story.when(complete("ann", 1, MORE)).expectEvents(story.completion(MORE, HELD, Money.of("1")));
    assertThat(story.nested)
        .containsExactly(released("ann", Money.of("1"), new WorkTime(MORE, HELD)));
  }

  @Test
  void onTrust_aLongerOneIsPaidToo() {
    JobStory story = given(Metering.TRUST).assigned().after(HELD);
    story
        .when(complete("ann", 1, MORE))
        .expectEvents(story.completion(MORE, MORE, Money.of("1.00001")));
  }

  @ParameterizedTest
  @EnumSource
  void whoDoesNotSay_isPaidForTheTimeSinceTheStart(Metering metering) {
    JobStory story = given(metering).assigned().afterSeconds(60).started().afterSeconds(40);
    story
        .when(complete("ann"))
        .expectEvents(story.completion(Duration.ofSeconds(40), Money.of("0.4")));
  }

  @Test
  void byTheWallClock_aClockThatWentBackPaysNothing() {
    JobStory story = given(Metering.WALL_CLOCK).assigned().afterSeconds(-1);
    story
        .when(complete("ann", 1, HELD))
        .expectEvents(story.completion(HELD, Duration.ZERO, Money.ZERO));
  }

  @ParameterizedTest
  @EnumSource
  void theSameReportAgain_getsTheFirstAnswerWhateverTheRuleIsNow(Metering now) {
    JobStory story = given(now).assigned().afterSeconds(1).completed(HELD, Money.of("1"));
    story
        .when(complete("ann", 1, MORE))
        .expectNoEvents()
        .expectResultMessageMatching(
            matches(
                message -> Money.of("1").equals(((AttemptOutcome) message.getPayload()).cost())));
    assertThat(story.nested).isEmpty();
  }
}
