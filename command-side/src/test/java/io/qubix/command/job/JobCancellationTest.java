package io.qubix.command.job;

import static io.qubix.command.job.JobStory.CONSUMER;
import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.expectMark;
import static io.qubix.command.job.JobStory.given;
import static io.qubix.command.job.JobStory.released;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.command.CancelJob;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Duration;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Test;

class JobCancellationTest {

  private static final CancelJob CANCEL = new CancelJob(JOB, CONSUMER, "changed my mind");

  @Test
  void aWaitingJob_isCancelled() {
    JobStory story = given().created();
    story
        .when(CANCEL)
        .expectEvents(new JobCancelled(JOB, 1, null, CONSUMER, "changed my mind", story.now()));
    assertThat(story.nested).isEmpty();
  }

  @Test
  void anAssignedJob_freesItsProviderUnpaid() {
    JobStory story = given().assigned().started();
    story
        .when(CANCEL)
        .expectEvents(
            new JobCancelled(
                JOB, 1, new WorkerId("ann"), CONSUMER, "changed my mind", story.now()));
    assertThat(story.nested).containsExactly(released("ann", 1, AttemptEnd.CANCELLED, Money.ZERO));
  }

  @Test
  void aJobThatFailedAndIsNotPutBackYet_isCancelled() {
    JobStory story = given().assigned().failed();
    story
        .when(CANCEL)
        .expectEvents(new JobCancelled(JOB, 2, null, CONSUMER, "changed my mind", story.now()));
  }

  @Test
  void anyoneWithoutAName_mayCancel() {
    given().created().when(new CancelJob(JOB, null, null)).expectSuccessfulHandlerExecution();
  }

  @Test
  void anotherUser_isForbiddenToCancel() {
    given()
        .created()
        .when(new CancelJob(JOB, new QubicAddress("SOMEBODY"), null))
        .expectNoEvents()
        .expectException(Rejection.Forbidden.class);
  }

  @Test
  void anotherUser_isForbiddenToCancelEvenWhatIsOver() {
    given()
        .assigned()
        .cancelled()
        .when(new CancelJob(JOB, new QubicAddress("SOMEBODY"), null))
        .expectException(Rejection.Forbidden.class);
  }

  @Test
  void aJobThatIsOver_isNotCancelled() {
    given()
        .assigned()
        .completed(Duration.ZERO, Money.ZERO)
        .when(CANCEL)
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
    given().failedTimes(4).when(CANCEL).expectException(Rejection.Conflict.class);
    given().assigned().cancelled().when(CANCEL).expectException(Rejection.Conflict.class);
  }

  @Test
  void anUnknownJob_isNotCancelled() {
    given().when(CANCEL).expectException(AggregateNotFoundException.class);
  }

  @Test
  void theCancellationOfAJobThatWaited_isMarked() {
    expectMark(
        given().created().leftWaiting().when(CANCEL), JobCancelled.class, JOB.value().toString());
  }

  @Test
  void theCancellationOfAJobWithoutTrouble_isNotMarked() {
    expectMark(given().assigned().when(CANCEL), JobCancelled.class, null);
  }
}
