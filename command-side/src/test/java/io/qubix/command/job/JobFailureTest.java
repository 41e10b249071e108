package io.qubix.command.job;

import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.fail;
import static io.qubix.command.job.JobStory.given;
import static io.qubix.command.job.JobStory.released;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.command.AttemptOutcome;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.job.command.ReassignJob;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobFailureTest {

  private static final WorkerId ANN = new WorkerId("ann");

  @Test
  void aFailedAttempt_freesItsProviderUnpaidAndWillBeRetried() {
    JobStory story = given().assigned().started().afterSeconds(100);
    story
        .when(fail("ann"))
        .expectEvents(
            new JobAttemptFailed(
                JOB, 1, ANN, FailureCause.REPORTED, "boom", true, 1, null, story.now()))
        .expectResultMessagePayload(failed(story, 1, true));
    assertThat(story.nested).containsExactly(released("ann", 1, FailureCause.REPORTED));
  }

  @Test
  void theThirdAttemptFailing_willStillBeRetried() {
    JobStory story = given().failedTimes(2).requeued().assignedTo("ann");
    story
        .when(fail("ann"))
        .expectEvents(
            new JobAttemptFailed(
                JOB,
                3,
                ANN,
                FailureCause.REPORTED,
                "boom",
                true,
                3,
                story.now().plusSeconds(8),
                story.now()));
  }

  @Test
  void theAttemptAfterTheThirdReassignmentFailing_leavesTheJobFailed() {
    JobStory story = given().failedTimes(3).requeued().assignedTo("ann");
    story
        .when(fail("ann"))
        .expectEvents(
            new JobAttemptFailed(
                JOB, 4, ANN, FailureCause.REPORTED, "boom", false, 3, null, story.now()),
            new JobFailed(JOB, 4, "boom", story.now()))
        .expectResultMessagePayload(failed(story, 4, false));
  }

  @Test
  void theSameReportAgain_getsTheSameAnswerAndChangesNothing() {
    JobStory story = given().assigned().failed();
    AttemptOutcome first = failed(story, 1, true);
    story.afterSeconds(5).when(fail("ann")).expectNoEvents().expectResultMessagePayload(first);
    assertThat(story.nested).isEmpty();
  }

  @Test
  void theSameReportAgain_isKnownWhenAnotherHasTheJobByThen() {
    JobStory story = given().assigned().failed();
    AttemptOutcome first = failed(story, 1, true);
    story
        .requeued()
        .assignedTo("bob")
        .when(fail("ann"))
        .expectNoEvents()
        .expectResultMessagePayload(first);
  }

  @Test
  void theLastReportAgain_getsTheSameAnswer() {
    JobStory story = given().failedTimes(4);
    story
        .when(fail("worker-4"))
        .expectNoEvents()
        .expectResultMessagePayload(failed(story, 4, false));
  }

  @Test
  void anotherWorker_isForbiddenToFailIt() {
    given()
        .assigned()
        .when(fail("bob"))
        .expectNoEvents()
        .expectException(Rejection.Forbidden.class);
  }

  @Test
  void failingWhatWasCancelled_isRefused() {
    given().assigned().cancelled().when(fail("ann")).expectException(Rejection.Conflict.class);
  }

  @Test
  void aLostProvider_losesItsAttempt() {
    JobStory story = given().assigned().started();
    story
        .when(lost(1))
        .expectEvents(
            new JobAttemptFailed(
                JOB,
                1,
                ANN,
                FailureCause.PROVIDER_LOST,
                "Provider lost",
                true,
                0,
                null,
                story.now()));
    assertThat(story.nested).containsExactly(released("ann", 1, FailureCause.PROVIDER_LOST));
  }

  @Test
  void aProviderLostTwice_losesItsAttemptOnce() {
    JobStory story = given().assigned().lost();
    story.when(lost(1)).expectNoEvents().expectResultMessagePayload(failed(story, 1, true));
  }

  @Test
  void aProviderLostAfterItReported_losesNothing() {
    given()
        .assigned()
        .failed()
        .when(lost(1))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void theLossOfAnEarlierAttempt_doesNotTouchTheNextOne() {
    given()
        .assigned()
        .failed()
        .requeued()
        .leftWaiting()
        .afterSeconds(30)
        .timedOut()
        .assignedTo("ann")
        .when(lost(1))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void reportingAFailureAfterHavingBeenLost_isRefused() {
    given()
        .assigned()
        .lost()
        .when(fail("ann"))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aProviderThatWentOffline_gaveItsAttemptBack() {
    JobStory story = given().assigned().started();
    story
        .when(FailJob.providerLost(JOB, 1, ANN, OfflineReason.REPORTED))
        .expectEvents(
            new JobAttemptFailed(
                JOB, 1, ANN, FailureCause.GIVEN_BACK, "Provider lost", true, 0, null, story.now()));
    assertThat(story.nested).containsExactly(released("ann", 1, FailureCause.GIVEN_BACK));
  }

  @Test
  void tenLosses_useUpNoReassignment_andShutNobodyOut() {
    JobStory story = given().lostTimes(9).assignedTo("ann").lost();
    story
        .when(new ReassignJob(JOB, 10))
        .expectEvents(new JobRequeued(JOB, 11, List.of(), null, story.now()));
  }

  @Test
  void theTenthLoss_usesUpNoReassignment() {
    JobStory story = given().lostTimes(9).assignedTo("ann");
    story
        .when(lost(10))
        .expectEvents(
            new JobAttemptFailed(
                JOB,
                10,
                ANN,
                FailureCause.PROVIDER_LOST,
                "Provider lost",
                true,
                0,
                null,
                story.now()));
  }

  @Test
  void theEleventhLoss_usesUpAReassignment() {
    JobStory story = given().lostTimes(10).assignedTo("ann");
    story
        .when(lost(11))
        .expectEvents(
            new JobAttemptFailed(
                JOB,
                11,
                ANN,
                FailureCause.PROVIDER_LOST,
                "Provider lost",
                true,
                1,
                null,
                story.now()));
  }

  @Test
  void afterThreeFailures_aLossPutsTheJobBackOnceMore() {
    JobStory story = given().failedTimes(3).requeued().assignedTo("ann");
    story
        .when(lost(4))
        .expectEvents(
            new JobAttemptFailed(
                JOB,
                4,
                ANN,
                FailureCause.PROVIDER_LOST,
                "Provider lost",
                true,
                3,
                null,
                story.now()));
  }

  @Test
  void aFailureOfAnEarlierRelease_usedUpAReassignmentWhateverItsCause() {
    JobAttemptFailed lost =
        new JobAttemptFailed(
            JOB,
            2,
            ANN,
            FailureCause.PROVIDER_LOST,
            "Provider lost",
            true,
            null,
            null,
            Instant.EPOCH);
    JobAttemptFailed last =
        new JobAttemptFailed(
            JOB, 4, ANN, FailureCause.REPORTED, "boom", false, null, null, Instant.EPOCH);

    assertThat(lost.usedUp()).isEqualTo(2);
    assertThat(last.usedUp()).isEqualTo(3);
  }

  @Test
  void aFailedJob_isPutBackForItsNextAttempt() {
    JobStory story = given().assigned().failed().afterSeconds(1);
    story
        .when(new ReassignJob(JOB, 1))
        .expectEvents(new JobRequeued(JOB, 2, List.of(ANN), null, story.now()));
  }

  @Test
  void theThirdReassignment_isAllowedAndNamesAllThatFailed() {
    JobStory story = given().failedTimes(3);
    story
        .when(new ReassignJob(JOB, 3))
        .expectEvents(
            new JobRequeued(
                JOB,
                4,
                List.of(
                    new WorkerId("worker-1"), new WorkerId("worker-2"), new WorkerId("worker-3")),
                null,
                story.now()));
  }

  @Test
  void theFourthReassignment_isRefused() {
    given()
        .failedTimes(4)
        .when(new ReassignJob(JOB, 4))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aJob_isPutBackOnceAFailure() {
    given()
        .assigned()
        .failed()
        .requeued()
        .when(new ReassignJob(JOB, 1))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aJobThatIsHeld_isNotPutBack() {
    given()
        .assigned()
        .when(new ReassignJob(JOB, 1))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aJobThatWasCancelledAfterItFailed_isNotPutBack() {
    given()
        .assigned()
        .failed()
        .cancelled()
        .when(new ReassignJob(JOB, 1))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void theFirstReassignment_comesAtOnce_theSecondAfterTwoSeconds_theThirdAfterEight() {
    assertThat(JobRules.backoff(JobTerms.NONE, 1)).isZero();
    assertThat(JobRules.backoff(JobTerms.NONE, 2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(JobRules.backoff(JobTerms.NONE, 3)).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void theLastBackoffOfTheTerms_countsForAllFurther_andNoneMeansAtOnce() {
    JobTerms patient = terms(5, List.of(1, 60));
    assertThat(JobRules.backoff(patient, 1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(JobRules.backoff(patient, 5)).isEqualTo(Duration.ofSeconds(60));
    assertThat(JobRules.backoff(terms(5, List.of()), 5)).isZero();
  }

  @Test
  void aJobPutBackForLater_isDueThen() {
    JobStory story = given().failedTimes(1).requeued().assignedTo("bob");
    Instant failed = story.now();
    story
        .failedUntil(failed.plusSeconds(2))
        .when(new ReassignJob(JOB, 2))
        .expectEvents(
            new JobRequeued(
                JOB,
                3,
                List.of(new WorkerId("worker-1"), new WorkerId("bob")),
                failed.plusSeconds(2),
                failed));
  }

  @Test
  void aJobWhosePauseIsOver_isDueAtOnce() {
    JobStory story = given().assigned();
    Instant due = story.now().plusSeconds(2);
    story
        .failedUntil(due)
        .afterSeconds(2.1)
        .when(new ReassignJob(JOB, 1))
        .expectEvents(new JobRequeued(JOB, 2, List.of(ANN), null, story.now()));
  }

  @Test
  void aFailureThatIsNotRetryable_endsTheJob() {
    JobStory story = given().assigned();
    story
        .when(new FailJob(JOB, 1, ANN, FailureCause.REPORTED, "boom", false, null))
        .expectEvents(
            new JobAttemptFailed(
                JOB, 1, ANN, FailureCause.REPORTED, "boom", false, 0, null, story.now()),
            new JobFailed(JOB, 1, "boom", story.now()));
  }

  @Test
  void aWorkerThatNamesAWait_isBelieved() {
    JobStory story = given().assigned();
    story
        .when(new FailJob(JOB, 1, ANN, FailureCause.REPORTED, "boom", true, Duration.ofSeconds(60)))
        .expectEvents(
            new JobAttemptFailed(
                JOB,
                1,
                ANN,
                FailureCause.REPORTED,
                "boom",
                true,
                1,
                story.now().plusSeconds(60),
                story.now()));
  }

  @Test
  void aJobWhoseTermsAllowNoReassignment_failsWithItsFirstAttempt() {
    JobStory story = given().createdOn(terms(0, null)).assignedTo("ann");
    story
        .when(fail("ann"))
        .expectEvents(
            new JobAttemptFailed(
                JOB, 1, ANN, FailureCause.REPORTED, "boom", false, 0, null, story.now()),
            new JobFailed(JOB, 1, "boom", story.now()));
  }

  @Test
  void aJobWhoseTermsAllowNoReassignment_isPutBackWhenItsProviderIsLost() {
    JobStory story = given().createdOn(terms(0, null)).assignedTo("ann");
    story
        .when(lost(1))
        .expectEvents(
            new JobAttemptFailed(
                JOB,
                1,
                ANN,
                FailureCause.PROVIDER_LOST,
                "Provider lost",
                true,
                0,
                null,
                story.now()));
  }

  private static JobTerms terms(Integer most, @Nullable List<Integer> backoff) {
    return JobTermsBuilder.builder(JobTerms.NONE).retry(new JobTerms.Retry(most, backoff)).build();
  }

  private static FailJob lost(int attempt) {
    return FailJob.providerLost(JOB, attempt, ANN, OfflineReason.SILENT);
  }

  private static AttemptOutcome failed(JobStory story, int attempt, boolean willRetry) {
    return new AttemptOutcome(
        JOB, attempt, JobStatus.FAILED, story.now(), null, null, null, willRetry);
  }
}
