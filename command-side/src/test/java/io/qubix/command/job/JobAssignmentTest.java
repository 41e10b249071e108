package io.qubix.command.job;

import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.PRICE;
import static io.qubix.command.job.JobStory.RECEIPT;
import static io.qubix.command.job.JobStory.assign;
import static io.qubix.command.job.JobStory.expectMark;
import static io.qubix.command.job.JobStory.given;
import static io.qubix.command.job.JobStory.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.matches;

import io.qubix.api.Rejection;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.api.job.command.MarkAssignmentTimedOut;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ReserveProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobAssignmentTest {

  @Test
  void aWaitingJob_isAssignedAndTakesItsProviderAlong() {
    JobStory story = given().created();
    story
        .when(assign(1, "ann"))
        .expectEvents(new JobAssigned(JOB, 1, terms("ann", PRICE), RECEIPT, story.now()));
    assertThat(story.nested)
        .containsExactly(new ReserveProvider(new WorkerId("ann"), JOB, 1, PRICE));
  }

  @Test
  void aProviderThatIsTaken_isNotGivenTheJob() {
    given()
        .created()
        .providerIsTaken()
        .when(assign(1, "ann"))
        .expectNoEvents()
        .expectException(Rejection.ProviderNotFree.class);
  }

  @Test
  void anAssignedJob_isNotAssignedAgain() {
    JobStory story = given().assigned();
    story.when(assign(1, "bob")).expectNoEvents().expectException(Rejection.Conflict.class);
    assertThat(story.nested).isEmpty();
  }

  @Test
  void aJobThatWaitsForAnotherAttempt_isNotAssigned() {
    given().created().when(assign(2, "ann")).expectException(Rejection.Conflict.class);
    given()
        .assigned()
        .failed()
        .requeued()
        .when(assign(1, "bob"))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aFailedJob_isNotAssignedBeforeItIsPutBack() {
    given()
        .assigned()
        .failed()
        .when(assign(2, "bob"))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aCancelledJob_isNotAssigned() {
    given().assigned().cancelled().when(assign(1, "ann")).expectException(Rejection.Conflict.class);
  }

  @Test
  void whoeverFailedTheJob_doesNotGetItAgain() {
    given()
        .assigned()
        .failed()
        .requeued()
        .when(assign(2, "ann"))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void whoeverWasLostWithTheJob_mayHaveItAgain() {
    given().assigned().lost().requeued().when(assign(2, "ann")).expectSuccessfulHandlerExecution();
  }

  @Test
  void onceTheDeadlinePassed_whoeverFailedTheJobMayHaveItAgain() {
    JobStory story =
        given().assigned().failed().requeued().leftWaiting().afterSeconds(30).timedOut();
    expectMark(story.when(assign(2, "ann")), JobAssigned.class, JOB.value().toString());
  }

  @Test
  void thePassedDeadlineOfOneWait_saysNothingAboutTheNext() {
    given()
        .created()
        .leftWaiting()
        .afterSeconds(30)
        .timedOut()
        .assignedTo("ann")
        .failed()
        .requeued()
        .when(assign(2, "ann"))
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void theAssignmentOfAJobWithoutTrouble_isNotMarked() {
    expectMark(given().created().when(assign(1, "ann")), JobAssigned.class, null);
  }

  @Test
  void theAssignmentOfAJobThatWaited_isMarked() {
    expectMark(
        given().created().leftWaiting().when(assign(1, "ann")),
        JobAssigned.class,
        JOB.value().toString());
  }

  @Test
  void theAssignmentOfAJobThatFailed_isMarked() {
    expectMark(
        given().assigned().failed().requeued().when(assign(2, "bob")),
        JobAssigned.class,
        JOB.value().toString());
  }

  @Test
  void aJobThatNobodyFits_isLeftWaitingSinceItsCreation() {
    JobStory story = given().created().afterSeconds(1);
    story
        .when(new LeaveJobWaiting(JOB, 1))
        .expectEvents(new JobLeftWaiting(JOB, 1, JobStory.CREATED, story.now()));
  }

  @Test
  void aReassignedJobThatNobodyFits_isLeftWaitingSinceItWasPutBack() {
    JobStory story = given().assigned().failed().afterSeconds(5).requeued();
    story
        .when(new LeaveJobWaiting(JOB, 2))
        .expectEvents(new JobLeftWaiting(JOB, 2, story.now(), story.now()));
  }

  @Test
  void aJob_isLeftWaitingOnceAWait() {
    given().created().leftWaiting().when(new LeaveJobWaiting(JOB, 1)).expectNoEvents();
  }

  @Test
  void aJobThatWaitsNoMore_isNotLeftWaiting() {
    given()
        .assigned()
        .when(new LeaveJobWaiting(JOB, 1))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void afterHalfAMinuteLessATenth_theDeadlineIsRefused() {
    given()
        .created()
        .leftWaiting()
        .afterSeconds(29.9)
        .when(new MarkAssignmentTimedOut(JOB, 1))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void afterHalfAMinute_theDeadlineIsAnnounced() {
    JobStory story = given().created().leftWaiting().afterSeconds(30);
    story
        .when(new MarkAssignmentTimedOut(JOB, 1))
        .expectEvents(new JobAssignmentTimedOut(JOB, 1, JobStory.CREATED, story.now()));
  }

  @Test
  void aDeadlineThatComesTooEarly_isToldWhenToComeAgain() {
    for (int seconds : List.of(29, 0, -3600)) {
      given()
          .created()
          .leftWaiting()
          .afterSeconds(seconds)
          .when(new MarkAssignmentTimedOut(JOB, 1))
          .expectNoEvents()
          .expectException(
              matches(
                  refusal ->
                      ((Rejection.NotDue) refusal)
                          .until()
                          .equals(JobStory.CREATED.plusSeconds(30))));
    }
  }

  @Test
  void whenTheEventSaysThatTheJobTimesOut_itDoes_andNotBefore() {
    Instant at = new JobLeftWaiting(JOB, 1, JobStory.CREATED, JobStory.CREATED).timesOutAt();
    Duration left = Duration.between(JobStory.CREATED, at);

    given()
        .created()
        .leftWaiting()
        .after(left.minusMillis(1))
        .when(new MarkAssignmentTimedOut(JOB, 1))
        .expectException(Rejection.NotDue.class);
    given()
        .created()
        .leftWaiting()
        .after(left)
        .when(new MarkAssignmentTimedOut(JOB, 1))
        .expectEvents(new JobAssignmentTimedOut(JOB, 1, JobStory.CREATED, at));
  }

  @Test
  void theDeadlineOfAReassignment_countsFromWhenItWasPutBack() {
    given()
        .assigned()
        .afterSeconds(60)
        .failed()
        .requeued()
        .leftWaiting()
        .afterSeconds(29.9)
        .when(new MarkAssignmentTimedOut(JOB, 2))
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void theDeadline_isAnnouncedOnceAWait() {
    given()
        .created()
        .leftWaiting()
        .afterSeconds(30)
        .timedOut()
        .when(new MarkAssignmentTimedOut(JOB, 1))
        .expectNoEvents();
  }

  @Test
  void aDeadlineThatFindsTheJobAssigned_isRefused() {
    given()
        .assigned()
        .afterSeconds(30)
        .when(new MarkAssignmentTimedOut(JOB, 1))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void theDeadlineOfAnEarlierWait_isRefused() {
    given()
        .assigned()
        .failed()
        .requeued()
        .afterSeconds(60)
        .when(new MarkAssignmentTimedOut(JOB, 1))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }
}
