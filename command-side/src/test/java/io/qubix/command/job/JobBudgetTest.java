package io.qubix.command.job;

import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.complete;
import static io.qubix.command.job.JobStory.given;
import static io.qubix.command.job.JobStory.released;
import static io.qubix.command.job.JobStory.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.WorkTime;
import io.qubix.api.job.command.JobProgress;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.view.Stop;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.util.Random;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.test.matchers.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No job costs more than it may: 1 QUBIC here, which 100 seconds cost. */
class JobBudgetTest {

  private static final WorkerId ANN = new WorkerId("ann");
  private static final Money CAP = Money.of("1");

  /** The smallest amount above the cap: 100.0001 s at 0.01 a second. */
  private static final Duration ONE_MICRO_MORE = Duration.ofNanos(100_000_100_000L);

  private static final String ERROR = "It costs more than the job may: 1 QUBIC";

  @Test
  void progressAtTheCap_goesOn() {
    JobStory story = given().createdOn(upTo(CAP)).assignedTo("ann").started().afterSeconds(100);
    story
        .when(report("ann", 50))
        .expectEvents(new JobProgressed(JOB, 1, ANN, 50, null, 100.0, CAP, story.now()))
        .expectResultMessagePayload(new JobProgress(50, 100.0, CAP));
    assertThat(story.nested).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void progressOneMicroPastTheCap_endsTheAttemptAndTheJob(Metering metering) {
    JobStory story =
        given(metering).createdOn(upTo(CAP)).assignedTo("ann").started().after(ONE_MICRO_MORE);
    story
        .when(report("ann", 50))
        .expectEvents(
            new JobProgressed(JOB, 1, ANN, 50, null, 100.0, CAP, story.now()),
            new JobAttemptFailed(
                JOB, 1, ANN, FailureCause.BUDGET, ERROR, false, 0, null, story.now()),
            new JobFailed(JOB, 1, ERROR, story.now()))
        .expectResultMessagePayload(
            new JobProgress(50, 100.0, CAP, new Stop(ANN, JOB, 1, "BUDGET")));
    assertThat(story.nested).containsExactly(released("ann", 1, FailureCause.BUDGET));
  }

  @Test
  void aReportThatSaysNothingNew_endsItToo() {
    JobStory story =
        given()
            .createdOn(upTo(CAP))
            .assignedTo("ann")
            .started()
            .progressed(50, null)
            .after(ONE_MICRO_MORE);
    story
        .when(report("ann", 50))
        .expectEvents(
            new JobAttemptFailed(
                JOB, 1, ANN, FailureCause.BUDGET, ERROR, false, 0, null, story.now()),
            new JobFailed(JOB, 1, ERROR, story.now()));
  }

  @Test
  void anAttemptThatNeverStarts_isJudgedFromItsAssignment() {
    given()
        .createdOn(upTo(CAP))
        .assignedTo("ann")
        .afterSeconds(100)
        .when(report("ann", 0))
        .expectNoEvents();
    JobStory story = given().createdOn(upTo(CAP)).assignedTo("ann").after(ONE_MICRO_MORE);
    story
        .when(report("ann", 0))
        .expectEvents(
            new JobAttemptFailed(
                JOB, 1, ANN, FailureCause.BUDGET, ERROR, false, 0, null, story.now()),
            new JobFailed(JOB, 1, ERROR, story.now()));
  }

  @Test
  void aCostBeyondTheBooks_isPastTheCap() {
    JobStory story =
        given()
            .createdOn(upTo(CAP))
            .assignedTo("ann", Money.of("1000000000"))
            .started()
            .after(Duration.ofSeconds(100_000_000));
    story
        .when(report("ann", 50))
        .expectEventsMatching(
            Matchers.exactSequenceOf(
                Matchers.predicate((EventMessage<?> event) -> is(event, JobProgressed.class)),
                Matchers.predicate((EventMessage<?> event) -> is(event, JobAttemptFailed.class)),
                Matchers.predicate((EventMessage<?> event) -> is(event, JobFailed.class))));
  }

  @Test
  void aWorkerWhoseAttemptWasEndedForItsCost_isRefused() {
    given()
        .createdOn(upTo(CAP))
        .assignedTo("ann")
        .started()
        .overBudget()
        .when(report("ann", 60))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class)
        .expectExceptionMessage("This attempt was ended: it costs more than the job may");
    given()
        .createdOn(upTo(CAP))
        .assignedTo("ann")
        .started()
        .overBudget()
        .when(complete("ann", 1, Duration.ofSeconds(1)))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @ParameterizedTest
  @EnumSource
  void aChargeIsNeverMoreThanTheCap(Metering metering) {
    JobStory story = given(metering).createdOn(upTo(CAP)).assignedTo("ann").afterSeconds(200);
    story
        .when(complete("ann", 1, ONE_MICRO_MORE))
        .expectEvents(story.completion(ONE_MICRO_MORE, ONE_MICRO_MORE, CAP));
    assertThat(story.nested)
        .containsExactly(
            released("ann", CAP, new WorkTime(ONE_MICRO_MORE, Duration.ofSeconds(200))));
  }

  @Test
  void whatAWorkerClaimsBeyondTheBooks_isChargedAtTheCap() {
    Duration claimed = Duration.ofSeconds(100_000_000);
    Money price = Money.of("1000000000");
    JobStory story =
        given().createdOn(upTo(CAP)).assignedTo("ann", price).providerNowCosts("1000000000");
    story.when(complete("ann", 1, claimed)).expectEvents(story.completion(claimed, claimed, CAP));
  }

  /** Any price, time and cap: the charge is the price of the time, or the cap if that is less. */
  @Test
  void theCharge_isTheLesserOfBoth_forAnyPriceAndTime() {
    Random random = new Random(18);
    for (int i = 0; i < 300; i++) {
      Money price = new Money(1 + random.nextLong(1_000_000_000L));
      Money cap = new Money(1 + random.nextLong(1_000_000_000L));
      Duration worked = Duration.ofNanos(random.nextLong(Duration.ofHours(2).toNanos()));
      Money due = price.forDuration(worked);
      Money charged = due.compareTo(cap) < 0 ? due : cap;
      JobStory story = given().createdOn(upTo(cap)).assignedTo("ann", price);
      story
          .when(complete("ann", 1, worked))
          .expectEventsMatching(
              Matchers.exactSequenceOf(
                  Matchers.predicate(
                      (EventMessage<?> event) ->
                          event.getPayload() instanceof JobCompleted completed
                              && completed.cost().equals(charged)
                              && completed.duration().equals(worked))));
    }
  }

  private static boolean is(EventMessage<?> event, Class<?> type) {
    return event.getPayloadType() == type;
  }

  private static JobTerms upTo(Money cap) {
    return JobTermsBuilder.builder(JobTerms.NONE).maxTotalCost(cap).build();
  }
}
