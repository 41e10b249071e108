package io.qubix.command.job;

import static io.qubix.command.job.JobStory.CREATED;
import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.given;
import static io.qubix.command.job.JobStory.released;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.qubix.api.Rejection;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.command.EndOverdue;
import io.qubix.api.job.command.ReportProgress;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.time.Instant;
import org.hamcrest.FeatureMatcher;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

/** A job, and each attempt at it, has an end in time. */
class JobTimeTest {

  private static final WorkerId ANN = new WorkerId("ann");
  private static final EndOverdue LOOK = new EndOverdue(JOB);
  private static final JobTerms A_MINUTE = terms().timeoutSeconds(60).build();
  private static final JobTerms QUIET_FOR_A_MINUTE = terms().progressTimeoutSeconds(60).build();
  private static final JobTerms UNTIL_THEN = terms().expiresAt(CREATED.plusSeconds(60)).build();

  @Test
  void anAttempt_hasItsWholeTime() {
    given()
        .createdOn(A_MINUTE)
        .assignedTo("ann")
        .started()
        .afterSeconds(59.9)
        .when(LOOK)
        .expectNoEvents()
        .expectException(Rejection.NotDue.class);
  }

  @Test
  void anAttemptWhoseTimeIsOver_isTakenAway() {
    JobStory story = given().createdOn(A_MINUTE).assignedTo("ann").started().afterSeconds(60);
    story
        .when(LOOK)
        .expectEvents(
            ended(story, FailureCause.TIMED_OUT, "It took longer than an attempt may take", true));
    assertThat(story.nested).containsExactly(released("ann", 1, FailureCause.TIMED_OUT));
  }

  @Test
  void progress_prolongsNoAttempt() {
    JobStory story =
        given()
            .createdOn(A_MINUTE)
            .assignedTo("ann")
            .afterSeconds(59)
            .progressed(90, null)
            .afterSeconds(1);
    story
        .when(LOOK)
        .expectEvents(
            ended(story, FailureCause.TIMED_OUT, "It took longer than an attempt may take", true));
  }

  @Test
  void anAttemptWithNews_hasItsTimeFromThen() {
    given()
        .createdOn(QUIET_FOR_A_MINUTE)
        .assignedTo("ann")
        .afterSeconds(50)
        .progressed(10, null)
        .afterSeconds(59.9)
        .when(LOOK)
        .expectNoEvents()
        .expectException(Rejection.NotDue.class);
  }

  @Test
  void anAttemptWithoutNews_isTakenAway() {
    JobStory story =
        given()
            .createdOn(QUIET_FOR_A_MINUTE)
            .assignedTo("ann")
            .afterSeconds(50)
            .progressed(10, null)
            .afterSeconds(60);
    story
        .when(LOOK)
        .expectEvents(ended(story, FailureCause.STALLED, "It made no progress for too long", true));
  }

  @Test
  void whoLooksTooEarly_isToldTheNextTime_beItTheEndOfTheJob() {
    JobTerms both = terms().progressTimeoutSeconds(60).expiresAt(CREATED.plusSeconds(100)).build();
    given()
        .createdOn(both)
        .assignedTo("ann")
        .afterSeconds(50)
        .progressed(10, null)
        .afterSeconds(10)
        .when(LOOK)
        .expectNoEvents()
        .expectException(notDueUntil(CREATED.plusSeconds(100)));
  }

  @Test
  void logLines_areASignOfLife_keptOnceAQuarterOfThatTime() {
    JobStory story =
        given().createdOn(QUIET_FOR_A_MINUTE).assignedTo("ann").started().afterSeconds(15);
    story
        .when(logged())
        .expectEvents(new JobProgressed(JOB, 1, ANN, 0, null, null, cost(story), story.now()));
    given()
        .createdOn(QUIET_FOR_A_MINUTE)
        .assignedTo("ann")
        .started()
        .afterSeconds(14.9)
        .when(logged())
        .expectNoEvents();
  }

  @Test
  void withoutSuchATime_logLinesAreNoEvents() {
    given().assigned().started().afterSeconds(3_600).when(logged()).expectNoEvents();
  }

  @Test
  void aJob_hasTimeUntilItExpires() {
    given()
        .createdOn(UNTIL_THEN)
        .assignedTo("ann")
        .afterSeconds(59.9)
        .when(LOOK)
        .expectNoEvents()
        .expectException(Rejection.NotDue.class);
  }

  @Test
  void anExpiredJob_isOver_andItsAttemptWithIt() {
    JobStory story = given().createdOn(UNTIL_THEN).assignedTo("ann").afterSeconds(60);
    story
        .when(LOOK)
        .expectEvents(
            ended(story, FailureCause.EXPIRED, "Not done by the time that was set for it", false),
            new JobFailed(JOB, 1, "Not done by the time that was set for it", story.now()));
    assertThat(story.nested).containsExactly(released("ann", 1, FailureCause.EXPIRED));
  }

  @Test
  void anExpiredJobThatWaits_isOver() {
    JobStory story = given().createdOn(UNTIL_THEN).afterSeconds(60);
    story
        .when(LOOK)
        .expectEvents(
            new JobFailed(
                JOB,
                1,
                "Not done by the time that was set for it",
                FailureCause.EXPIRED,
                story.now()));
  }

  @Test
  void anExpiredJob_isNotAssigned() {
    given()
        .createdOn(UNTIL_THEN)
        .afterSeconds(60)
        .when(JobStory.assign(1, "ann"))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aReportForAnAttemptWhoseTimeWasOver_isRefused() {
    given()
        .createdOn(A_MINUTE)
        .assignedTo("ann")
        .afterSeconds(60)
        .timedOutAttempt()
        .when(JobStory.report("ann", 50))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void theOperatorsTime_isTheJobs_unlessItSaysLess_andNeverMoreThanTheBound() {
    JobSettings settings =
        new JobSettings(
            Duration.ofHours(1),
            Duration.ofHours(2),
            JobSettings.USUAL.backoffSeconds(),
            null,
            null);

    assertThat(settings.complete(JobTerms.NONE, CREATED).timeoutSeconds()).isEqualTo(3_600);
    assertThat(settings.complete(A_MINUTE, CREATED).timeoutSeconds()).isEqualTo(60);
    assertThat(settings.complete(timeout(7_200), CREATED).timeoutSeconds()).isEqualTo(7_200);
    assertThatThrownBy(() -> settings.complete(timeout(7_201), CREATED))
        .isInstanceOf(Rejection.Invalid.class);
  }

  @Test
  void aJobThatExpiresBeforeItBegins_isRefused() {
    JobTerms late =
        terms().notBefore(CREATED.plusSeconds(60)).expiresAt(CREATED.plusSeconds(60)).build();
    assertThatThrownBy(() -> JobSettings.USUAL.complete(late, CREATED))
        .isInstanceOf(Rejection.Invalid.class);
    assertThatThrownBy(
            () -> JobSettings.USUAL.complete(terms().expiresAt(CREATED).build(), CREATED))
        .isInstanceOf(Rejection.Invalid.class);
  }

  private static Matcher<Rejection.NotDue> notDueUntil(Instant time) {
    return new FeatureMatcher<>(equalTo(time), "due", "until") {
      @Override
      protected Instant featureValueOf(Rejection.NotDue refusal) {
        return refusal.until();
      }
    };
  }

  private static JobTermsBuilder terms() {
    return JobTermsBuilder.builder(JobTerms.NONE);
  }

  private static JobTerms timeout(int seconds) {
    return terms().timeoutSeconds(seconds).build();
  }

  private static ReportProgress logged() {
    return new ReportProgress(JOB, 1, ANN, 0, null, false, true);
  }

  private static Money cost(JobStory story) {
    return JobStory.PRICE.forDuration(Duration.between(CREATED, story.now()));
  }

  private static JobAttemptFailed ended(
      JobStory story, FailureCause cause, String error, boolean willRetry) {
    return new JobAttemptFailed(
        JOB, 1, ANN, cause, error, willRetry, willRetry ? 1 : 0, null, story.now());
  }
}
