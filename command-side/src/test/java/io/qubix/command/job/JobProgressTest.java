package io.qubix.command.job;

import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.given;
import static io.qubix.command.job.JobStory.report;
import static org.axonframework.test.matchers.Matchers.exactSequenceOf;
import static org.axonframework.test.matchers.Matchers.predicate;

import io.qubix.api.Rejection;
import io.qubix.api.job.command.JobProgress;
import io.qubix.api.job.command.ReportProgress;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Test;

class JobProgressTest {

  private static final WorkerId ANN = new WorkerId("ann");

  @Test
  void theFirstReportAboveZero_startsTheAttempt() {
    JobStory story = given().assigned().afterSeconds(3);
    story
        .when(report("ann", 1, "loading"))
        .expectEvents(
            new JobStarted(JOB, 1, ANN, story.now()),
            new JobProgressed(JOB, 1, ANN, 1, "loading", null, Money.ZERO, story.now()))
        .expectResultMessagePayload(new JobProgress(1, null, Money.ZERO));
  }

  @Test
  void aReportWithMetrics_saysWithItsEventThatTheyFollow() {
    given()
        .assigned()
        .started()
        .when(new ReportProgress(JOB, 1, ANN, 10, null, true, false))
        .expectEventsMatching(
            exactSequenceOf(
                predicate(
                    (EventMessage<?> event) ->
                        event.getMetaData().containsKey(JobProgressed.METRICS_FOLLOW))));
  }

  @Test
  void aLaterReport_tellsTimeAndCost() {
    JobStory story = given().assigned().started().progressed(10, null).afterSeconds(100);
    story
        .when(report("ann", 50))
        .expectEvents(new JobProgressed(JOB, 1, ANN, 50, null, 100.0, Money.of("1"), story.now()))
        .expectResultMessagePayload(new JobProgress(50, 100.0, Money.of("1")));
  }

  @Test
  void aReportOfZero_startsNothing() {
    given()
        .assigned()
        .when(report("ann", 0))
        .expectNoEvents()
        .expectResultMessagePayload(new JobProgress(0, null, null));
  }

  @Test
  void theSamePercentAgain_isAnsweredAndNotWritten() {
    given()
        .assigned()
        .started()
        .progressed(50, "half")
        .afterSeconds(10)
        .when(report("ann", 50, "half"))
        .expectNoEvents()
        .expectResultMessagePayload(new JobProgress(50, 10.0, Money.of("0.1")));
  }

  @Test
  void aReportWithoutOperation_leavesItAsItWas() {
    JobStory story = given().assigned().started().progressed(50, "half");
    story
        .when(report("ann", 51))
        .expectEvents(new JobProgressed(JOB, 1, ANN, 51, "half", null, Money.ZERO, story.now()));
  }

  @Test
  void anotherOperationAtTheSamePercent_isWritten() {
    JobStory story = given().assigned().started().progressed(50, "half");
    story
        .when(report("ann", 50, "still half"))
        .expectEvents(
            new JobProgressed(JOB, 1, ANN, 50, "still half", null, Money.ZERO, story.now()));
  }

  @Test
  void aStepBack_isWritten() {
    JobStory story = given().assigned().started().progressed(50, null);
    story
        .when(report("ann", 40))
        .expectEvents(new JobProgressed(JOB, 1, ANN, 40, null, null, Money.ZERO, story.now()));
  }

  @Test
  void whatDoesNotRise_isWrittenTwentyTimesAnAttempt() {
    given()
        .assigned()
        .started()
        .progressed(50, null)
        .also(19, (story, i) -> story.progressed(50, "operation " + i))
        .when(report("ann", 50, "the twentieth"))
        .expectSuccessfulHandlerExecution()
        .expectEventsMatching(JobStory.oneEvent());
    given()
        .assigned()
        .started()
        .progressed(50, null)
        .also(20, (story, i) -> story.progressed(50, "operation " + i))
        .when(report("ann", 50, "the twenty-first"))
        .expectSuccessfulHandlerExecution()
        .expectNoEvents();
  }

  @Test
  void aNewHighestPercent_isWrittenWhateverCameBefore() {
    JobStory story =
        given()
            .assigned()
            .started()
            .progressed(50, null)
            .also(20, (told, i) -> told.progressed(50, "operation " + i));
    story
        .when(report("ann", 51, "on"))
        .expectEvents(new JobProgressed(JOB, 1, ANN, 51, "on", null, Money.ZERO, story.now()));
  }

  @Test
  void anUnknownJob_hasNoProgress() {
    given().when(report("ann", 1)).expectException(AggregateNotFoundException.class);
  }

  @Test
  void anotherWorker_isForbiddenToReport() {
    given().assigned().when(report("bob", 1)).expectException(Rejection.Forbidden.class);
  }

  @Test
  void anotherWorker_isForbiddenToReportEvenWhenTheJobIsOver() {
    given()
        .assigned()
        .completed(Duration.ZERO, Money.ZERO)
        .when(report("bob", 1))
        .expectException(Rejection.Forbidden.class);
  }

  @Test
  void nobody_mayReportOfAJobThatWaits() {
    given().created().when(report("ann", 1)).expectException(Rejection.Forbidden.class);
  }

  @Test
  void progressOfAJobThatIsOver_isRefused() {
    given()
        .assigned()
        .completed(Duration.ZERO, Money.ZERO)
        .when(report("ann", 99))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
    given()
        .assigned()
        .cancelled()
        .when(report("ann", 99))
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void progressOfAnAttemptThatWasTakenAway_isRefused() {
    given()
        .assigned()
        .lost()
        .requeued()
        .assignedTo("bob")
        .when(report("ann", 99))
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void progressOfAnAttemptThatAnotherHad_isForbidden() {
    given()
        .assigned()
        .failed()
        .requeued()
        .assignedTo("bob")
        .when(new ReportProgress(JOB, 1, new WorkerId("bob"), 1, null))
        .expectException(Rejection.Forbidden.class);
  }

  @Test
  void progressOfAnAttemptThatHasNotBegun_isRefused() {
    given()
        .assigned()
        .when(new ReportProgress(JOB, 2, ANN, 1, null))
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void progressAfterTheClockWentBack_costsNothingYet() {
    given()
        .assigned()
        .started()
        .progressed(10, null)
        .afterSeconds(-3600)
        .when(report("ann", 10))
        .expectResultMessagePayload(new JobProgress(10, null, Money.ZERO));
  }

  @Test
  void aCostBeyondTheBooks_isNotShown() {
    given()
        .created()
        .assignedTo("ann", Money.of("1000000000"))
        .started()
        .progressed(10, null)
        .after(Duration.ofDays(3650))
        .when(report("ann", 10))
        .expectResultMessagePayload(new JobProgress(10, 2.83824E9, null));
  }
}
