package io.qubix.command.job;

import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.complete;
import static io.qubix.command.job.JobStory.expectMark;
import static io.qubix.command.job.JobStory.fail;
import static io.qubix.command.job.JobStory.given;
import static io.qubix.command.job.JobStory.released;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.WorkTime;
import io.qubix.api.job.command.AttemptOutcome;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.money.Money;
import java.time.Duration;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Test;

class JobCompletionTest {

  @Test
  void aRunningJob_isPaidForTheTimeSinceItsStart() {
    JobStory story = given().assigned().started().afterSeconds(100);
    story
        .when(complete("ann"))
        .expectEvents(story.completion(Duration.ofSeconds(100), Money.of("1")))
        .expectResultMessagePayload(completed(story, 1, Duration.ofSeconds(100), Money.of("1")));
    assertThat(story.nested)
        .containsExactly(
            released("ann", Money.of("1"), new WorkTime(null, Duration.ofSeconds(100))));
  }

  @Test
  void whatTheWorkerSaysItWorked_isWhatIsPaid() {
    JobStory story = given().assigned().started().afterSeconds(100);
    story
        .when(complete("ann", 1, Duration.ofMillis(2500)))
        .expectEvents(
            story.completion(Duration.ofMillis(2500), Duration.ofMillis(2500), Money.of("0.025")));
  }

  @Test
  void aJobThatNeverStarted_isCompletedForNothing() {
    JobStory story = given().assigned().afterSeconds(100);
    story
        .when(complete("ann"))
        .expectEvents(story.completion(Duration.ZERO, Money.ZERO))
        .expectResultMessagePayload(completed(story, 1, Duration.ZERO, Money.ZERO));
  }

  @Test
  void aJobThatNeverStarted_isStillPaidForWhatTheWorkerSays() {
    JobStory story = given().assigned();
    story
        .when(complete("ann", null, Duration.ofSeconds(1)))
        .expectEvents(
            story.completion(Duration.ofSeconds(1), Duration.ofSeconds(1), Money.of("0.01")));
  }

  @Test
  void aClockThatWentBack_neverMakesTheDurationNegative() {
    JobStory story = given().assigned().started().afterSeconds(-3600);
    story.when(complete("ann")).expectEvents(story.completion(Duration.ZERO, Money.ZERO));
  }

  @Test
  void thePriceIsThatOfTheAssignment_whateverItIsNow() {
    JobStory story = given().assigned().started().afterSeconds(100);
    JobCompleted atOldPrice = story.completion(Duration.ofSeconds(100), Money.of("1"));
    story.providerNowCosts("72").when(complete("ann")).expectEvents(atOldPrice);
  }

  @Test
  void theSameReportAgain_getsTheSameAnswerAndBooksNothing() {
    JobStory story =
        given()
            .assigned()
            .started()
            .afterSeconds(100)
            .completed(Duration.ofSeconds(100), Money.of("1"));
    AttemptOutcome first = completed(story, 1, Duration.ofSeconds(100), Money.of("1"));
    story.afterSeconds(7).when(complete("ann")).expectNoEvents().expectResultMessagePayload(first);
    assertThat(story.nested).isEmpty();
  }

  @Test
  void aLaterAttempt_isPaidAndMarked() {
    JobStory story =
        given().assigned().failed().requeued().assignedTo("bob").started().afterSeconds(1);
    expectMark(story.when(complete("bob", 2, null)), JobCompleted.class, JOB.value().toString());
  }

  @Test
  void aJobWithoutTrouble_completesUnmarked() {
    expectMark(given().assigned().when(complete("ann")), JobCompleted.class, null);
  }

  @Test
  void anotherWorker_isForbiddenToComplete() {
    given()
        .assigned()
        .when(complete("bob"))
        .expectNoEvents()
        .expectException(Rejection.Forbidden.class);
  }

  @Test
  void anotherWorker_isForbiddenToCompleteWhatIsOver() {
    given()
        .assigned()
        .completed(Duration.ZERO, Money.ZERO)
        .when(complete("bob"))
        .expectException(Rejection.Forbidden.class);
  }

  @Test
  void aJobThatWaits_isCompletedByNobody() {
    given().created().when(complete("ann")).expectException(Rejection.Forbidden.class);
  }

  @Test
  void anUnknownJob_isNotCompleted() {
    given().when(complete("ann")).expectException(AggregateNotFoundException.class);
  }

  @Test
  void aCompletionAfterTheCancellation_isRefusedAndUnpaid() {
    JobStory story = given().assigned().started().cancelled();
    story.when(complete("ann")).expectNoEvents().expectException(Rejection.Conflict.class);
    assertThat(story.nested).isEmpty();
  }

  @Test
  void aProviderThatWasLost_isNeverPaidForCompletingLate() {
    JobStory story = given().assigned().started().lost();
    story.when(complete("ann")).expectNoEvents().expectException(Rejection.Conflict.class);
    given()
        .assigned()
        .started()
        .lost()
        .requeued()
        .assignedTo("bob")
        .when(complete("ann", 1, null))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
    assertThat(story.nested).isEmpty();
  }

  @Test
  void completingWhatWasReportedAsFailed_isRefused() {
    given().assigned().failed().when(complete("ann")).expectException(Rejection.Conflict.class);
  }

  @Test
  void failingWhatWasCompleted_isRefused() {
    given()
        .assigned()
        .completed(Duration.ZERO, Money.ZERO)
        .when(fail("ann"))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aWorkerThatHasTheJobTwice_completesTheAttemptThatItNames() {
    JobStory story =
        given()
            .assigned()
            .failed()
            .requeued()
            .leftWaiting()
            .afterSeconds(30)
            .timedOut()
            .assignedTo("ann");
    story
        .when(complete("ann", 2, Duration.ofSeconds(1)))
        .expectEvents(
            story.completion(Duration.ofSeconds(1), Duration.ofSeconds(1), Money.of("0.01")));
    given()
        .assigned()
        .failed()
        .requeued()
        .leftWaiting()
        .afterSeconds(30)
        .timedOut()
        .assignedTo("ann")
        .when(complete("ann", 1, null))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aWorkerThatNamesNoAttempt_completesTheOneThatItHas() {
    JobStory story =
        given()
            .assigned()
            .failed()
            .requeued()
            .leftWaiting()
            .afterSeconds(30)
            .timedOut()
            .assignedTo("ann");
    story
        .when(complete("ann", null, Duration.ofSeconds(1)))
        .expectEvents(
            story.completion(Duration.ofSeconds(1), Duration.ofSeconds(1), Money.of("0.01")));
  }

  @Test
  void aCostBeyondTheBooks_isRefused() {
    given()
        .created()
        .assignedTo("ann", Money.of("1000000000"))
        .when(complete("ann", null, Duration.ofSeconds(100_000_000)))
        .expectNoEvents()
        .expectException(Rejection.Invalid.class);
  }

  @Test
  void earningsBeyondTheBooks_areRefusedWithTheJob() {
    given()
        .assigned()
        .earningsAreFull()
        .when(complete("ann"))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  private static AttemptOutcome completed(
      JobStory story, int attempt, Duration worked, Money cost) {
    return new AttemptOutcome(
        JOB,
        attempt,
        JobStatus.COMPLETED,
        story.now(),
        worked,
        cost,
        JobCompleted.transactionId(JOB, attempt),
        false);
  }
}
