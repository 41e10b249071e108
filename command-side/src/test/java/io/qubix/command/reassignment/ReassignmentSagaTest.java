package io.qubix.command.reassignment;

import static io.qubix.command.reassignment.ReassignmentSaga.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.EventSwitch;
import io.qubix.api.Rejection;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.MarkAssignmentTimedOut;
import io.qubix.api.job.command.ReassignJob;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.money.Money;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.test.saga.FixtureConfiguration;
import org.axonframework.test.saga.SagaTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReassignmentSagaTest {

  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final JobId JOB = new JobId(new UUID(7, 7));
  private static final WorkerId WORKER = new WorkerId("worker-1");
  private static final QubicAddress ADDRESS = new QubicAddress("ADDRESS");
  private static final Map<String, ?> TROUBLED =
      Map.of(JobEvent.TROUBLED_JOB, JOB.value().toString());

  private final SagaTestFixture<ReassignmentSaga> fixture =
      new SagaTestFixture<>(ReassignmentSaga.class);

  private static final Set<Class<? extends JobEvent>> IGNORED =
      Set.of(
          JobCreated.class,
          JobStarted.class,
          JobProgressed.class,
          JobRequeued.class,
          JobAssignmentTimedOut.class);

  @Test
  void everyEventOfAJob_isHandledOrIgnoredOnPurpose() {
    Stream<Class<?>> handled =
        Stream.of(ReassignmentSaga.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(SagaEventHandler.class))
            .map(method -> method.getParameterTypes()[0]);

    assertThat(Stream.concat(handled, IGNORED.stream()))
        .containsExactlyInAnyOrderElementsOf(EventSwitch.eventsOf(JobEvent.class).toList());
  }

  @BeforeEach
  void wire() {
    fixture.registerResource(FixtureCommands.over(fixture.getCommandBus()));
  }

  private FixtureConfiguration given() {
    fixture.givenCurrentTime(START);
    return fixture;
  }

  @Test
  void aJobLeftWaiting_hasThirtySecondsFromWhenItBeganToWait() {
    given()
        .givenNoPriorActivity()
        .whenPublishingA(leftWaiting(1, START.minusMillis(200)))
        .expectActiveSagas(1)
        .expectScheduledDeadlineWithName(START.plusMillis(29_800), DEADLINE)
        .expectNoDispatchedCommands();
  }

  @Test
  void after29_9Seconds_itStillWaits() {
    given()
        .givenAPublished(leftWaiting(1, START))
        .whenTimeElapses(Duration.ofMillis(29_900))
        .expectNoDispatchedCommands();
  }

  @Test
  void after30Seconds_itIsMarked() {
    given()
        .givenAPublished(leftWaiting(1, START))
        .whenTimeElapses(Duration.ofSeconds(30))
        .expectDispatchedCommands(new MarkAssignmentTimedOut(JOB, 1))
        .expectActiveSagas(1)
        .expectNoScheduledDeadlines();
  }

  @Test
  void aMarkThatIsRefused_doesNoHarm() {
    fixture.setCallbackBehavior(
        (command, metadata) -> {
          throw new Rejection.Conflict("The job waits no longer");
        });
    given()
        .givenAPublished(leftWaiting(1, START))
        .whenTimeElapses(Duration.ofSeconds(30))
        .expectDispatchedCommands(new MarkAssignmentTimedOut(JOB, 1))
        .expectActiveSagas(1);
  }

  @Test
  void aMarkThatComesTooEarly_isMadeWhenTheJobSays() throws Exception {
    // As after a clock was set back, or by a rule that was another when the deadline was set.
    Instant due = START.plusSeconds(45);
    fixture.setCallbackBehavior(
        (command, metadata) -> {
          if (fixture.currentTime().isBefore(due)) {
            throw new Rejection.NotDue("Not yet", due);
          }
          return null;
        });
    var tooEarly =
        given().givenAPublished(leftWaiting(1, START)).andThenTimeElapses(Duration.ofSeconds(30));

    tooEarly
        .whenTimeElapses(Duration.ofMillis(14_900))
        .expectNoDispatchedCommands()
        .expectScheduledDeadlineWithName(due, DEADLINE);
    tooEarly
        .whenTimeElapses(Duration.ofMillis(100))
        .expectDispatchedCommands(new MarkAssignmentTimedOut(JOB, 1))
        .expectNoScheduledDeadlines();
  }

  @Test
  void aMarkThatIsPutOff_isCancelledByAnAssignment() throws Exception {
    fixture.setCallbackBehavior(
        (command, metadata) -> {
          throw new Rejection.NotDue("Not yet", START.plusSeconds(45));
        });
    given()
        .givenAPublished(leftWaiting(1, START))
        .andThenTimeElapses(Duration.ofSeconds(30))
        .whenPublishingA(assigned(1), TROUBLED)
        .expectNoScheduledDeadlines();
  }

  @Test
  void aMarkThatCannotBeStored_isTriedAgain() {
    fixture.setCallbackBehavior(
        (command, metadata) -> {
          throw new Rejection.Unavailable("The store is away", Duration.ofSeconds(1));
        });
    var waiting = given().givenAPublished(leftWaiting(1, START));

    assertThatThrownBy(() -> waiting.whenTimeElapses(Duration.ofSeconds(30)))
        .hasRootCauseInstanceOf(Rejection.Unavailable.class);
  }

  @Test
  void anAssignment_cancelsTheDeadline() {
    given()
        .givenAPublished(leftWaiting(1, START))
        .whenPublishingA(assigned(1), TROUBLED)
        .expectNoScheduledDeadlines()
        .expectActiveSagas(1);
  }

  @Test
  void anAssignmentThatIsNotMarkedAsTroubled_isNotLookedAt() {
    given()
        .givenAPublished(leftWaiting(1, START))
        .whenPublishingA(assigned(1))
        .expectScheduledDeadlineWithName(START.plusSeconds(30), DEADLINE);
  }

  @Test
  void theSameEventAgain_schedulesNothingMore() {
    given()
        .givenAPublished(leftWaiting(1, START))
        .andThenAPublished(leftWaiting(1, START))
        .whenTimeElapses(Duration.ofSeconds(30))
        .expectDispatchedCommands(new MarkAssignmentTimedOut(JOB, 1))
        .expectNoScheduledDeadlines();
  }

  @Test
  void anAttemptThatFailed_isPutBack() {
    given()
        .givenNoPriorActivity()
        .whenPublishingA(attemptFailed(1, true))
        .expectActiveSagas(1)
        .expectDispatchedCommands(new ReassignJob(JOB, 1));
  }

  @Test
  void theThirdReassignmentIsMade() {
    given()
        .givenAPublished(attemptFailed(1, true))
        .andThenAPublished(attemptFailed(2, true))
        .whenPublishingA(attemptFailed(3, true))
        .expectDispatchedCommands(new ReassignJob(JOB, 3));
  }

  @Test
  void theFourthIsNot_andTheSagaEndsWithTheJob() {
    given()
        .givenAPublished(attemptFailed(3, true))
        .andThenAPublished(attemptFailed(4, true))
        .whenPublishingA(new JobFailed(JOB, 4, "no", START))
        .expectNoDispatchedCommands()
        .expectActiveSagas(0);
  }

  @Test
  void lastAttemptFailing_isNotPutBack() {
    given()
        .givenAPublished(attemptFailed(3, true))
        .whenPublishingA(attemptFailed(4, false))
        .expectNoDispatchedCommands();
  }

  @Test
  void eachReassignment_waitsAnew() throws Exception {
    given()
        .givenAPublished(leftWaiting(1, START))
        .andThenAPublished(assigned(1), TROUBLED)
        .andThenAPublished(attemptFailed(1, true))
        .andThenTimeElapses(Duration.ofSeconds(40))
        .andThenAPublished(leftWaiting(2, START.plusSeconds(40)))
        .whenTimeElapses(Duration.ofSeconds(30))
        .expectDispatchedCommands(new MarkAssignmentTimedOut(JOB, 2));
  }

  @Test
  void theSagaEnds_whenTheJobIsCompleted() {
    given()
        .givenAPublished(attemptFailed(1, true))
        .whenPublishingA(completed(), TROUBLED)
        .expectActiveSagas(0);
  }

  @Test
  void theSagaEnds_withItsDeadline_whenTheJobIsCancelled() {
    given()
        .givenAPublished(leftWaiting(1, START))
        .whenPublishingA(new JobCancelled(JOB, 1, null, null, null, START), TROUBLED)
        .expectActiveSagas(0)
        .expectNoScheduledDeadlines();
  }

  @Test
  void aJobWithoutTrouble_hasNoSaga() {
    given()
        .givenAPublished(assigned(1))
        .whenPublishingA(completed())
        .expectActiveSagas(0)
        .expectNoDispatchedCommands();
  }

  private static JobLeftWaiting leftWaiting(int attempt, Instant since) {
    return new JobLeftWaiting(JOB, attempt, since, since.plusMillis(3));
  }

  private static JobAttemptFailed attemptFailed(int attempt, boolean willRetry) {
    return new JobAttemptFailed(
        JOB, attempt, WORKER, FailureCause.REPORTED, "no", willRetry, null, null, START);
  }

  private static JobAssigned assigned(int attempt) {
    return new JobAssigned(
        JOB,
        attempt,
        new ProviderTerms(new UUID(1, 1), WORKER, ADDRESS, null, null, Money.ONE),
        new DecisionReceipt("test/1", 1, List.of(), Map.of(), List.of()),
        START);
  }

  private static JobCompleted completed() {
    return new JobCompleted(
        JOB,
        1,
        ADDRESS,
        WORKER,
        ADDRESS,
        Money.ONE,
        Duration.ofSeconds(1),
        Money.ONE,
        null,
        null,
        START);
  }
}
