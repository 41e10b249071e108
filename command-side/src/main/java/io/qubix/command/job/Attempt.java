package io.qubix.command.job;

import io.qubix.api.Rejection;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.WorkTime;
import io.qubix.api.job.command.AttemptOutcome;
import io.qubix.api.job.command.JobProgress;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One provider's attempt at a job, at the price agreed when it began.
 *
 * @param newsAt the time of its last event
 * @param startedAt the time of the first progress above 0, or null before
 * @param closed how the attempt ended, or null while the provider holds the job
 */
@RecordBuilder
record Attempt(
    int number,
    WorkerId worker,
    QubicAddress earner,
    Money pricePerHour,
    Instant assignedAt,
    Instant newsAt,
    @Nullable Instant startedAt,
    Progress progress,
    @Nullable AttemptClosed closed) {

  static Attempt begin(JobAssigned event) {
    return new Attempt(
        event.attempt(),
        event.provider().workerId(),
        event.provider().qubicAddress(),
        event.provider().pricePerHour(),
        event.assignedAt(),
        event.assignedAt(),
        null,
        Progress.NONE,
        null);
  }

  boolean isOpen() {
    return closed == null;
  }

  Attempt started(Instant at) {
    return AttemptBuilder.builder(this).startedAt(at).newsAt(at).build();
  }

  Attempt progressed(JobProgressed event) {
    return AttemptBuilder.builder(this)
        .progress(progress.to(event.progress(), event.currentOperation()))
        .newsAt(event.at())
        .build();
  }

  /** Closes the attempt and drops its progress, which is no longer needed. */
  Attempt close(AttemptClosed how) {
    return AttemptBuilder.builder(this).progress(Progress.NONE).closed(how).build();
  }

  /**
   * Returns whether a sign of life must be kept, because the job is taken away without one. A
   * quarter of that time may pass unseen.
   */
  boolean mustShowLife(JobTerms terms, Instant now) {
    Integer seconds = terms.progressTimeoutSeconds();
    return seconds != null && !now.isBefore(newsAt.plusMillis(seconds * 250L));
  }

  /**
   * Returns why the attempt's time is over.
   *
   * @throws Rejection.NotDue when it is not
   */
  FailureCause overdue(JobTerms terms, Instant now) {
    Instant timesOutAt = after(assignedAt, terms.timeoutSeconds());
    Instant stallsAt = after(newsAt, terms.progressTimeoutSeconds());
    Instant expiresAt = terms.expiresAt() == null ? Instant.MAX : terms.expiresAt();
    if (!now.isBefore(expiresAt)) {
      return FailureCause.EXPIRED;
    } else if (!now.isBefore(timesOutAt)) {
      return FailureCause.TIMED_OUT;
    } else if (!now.isBefore(stallsAt)) {
      return FailureCause.STALLED;
    }
    throw new Rejection.NotDue(
        "The attempt still has time",
        Stream.of(timesOutAt, stallsAt, expiresAt).min(Comparator.naturalOrder()).orElseThrow());
  }

  private static Instant after(Instant begin, @Nullable Integer seconds) {
    return seconds == null ? Instant.MAX : begin.plusSeconds(seconds);
  }

  /**
   * @param reported the reported time, or null when the worker does not say
   */
  WorkTime time(@Nullable Duration reported, Instant now) {
    return new WorkTime(reported, since(assignedAt, now));
  }

  /** Returns the time to be paid: the reported one, or else the time since the start. */
  Duration claimed(WorkTime time, Instant now) {
    if (time.reported() != null) {
      return time.reported();
    }
    return startedAt == null ? Duration.ZERO : since(startedAt, now);
  }

  private static Duration since(Instant then, Instant now) {
    return now.isBefore(then) ? Duration.ZERO : Duration.between(then, now);
  }

  /**
   * Returns the charge for that time, never more than the job may cost.
   *
   * @throws Rejection.Invalid when the books could not hold the amount
   */
  Money costOf(Duration worked, JobTerms terms) {
    Money cost = charge(worked, terms.maxTotalCost());
    if (cost == null) {
      throw new Rejection.Invalid(
          "metrics.processingTimeSeconds", "costs more than an account can hold, at this price");
    }
    return cost;
  }

  /** Returns the progress after a report. Its cost is the charge if the attempt ended now. */
  JobProgress at(int percent, Instant now, JobTerms terms) {
    Instant since = startedAt == null && percent > 0 ? now : startedAt;
    return JobProgress.at(percent, since, now, worked -> charge(worked, terms.maxTotalCost()));
  }

  /**
   * Returns whether the time so far costs more than the job may. An attempt that reports no
   * progress is judged from its assignment.
   */
  boolean isOverBudget(JobTerms terms, Instant now) {
    Duration soFar = since(startedAt == null ? assignedAt : startedAt, now);
    return isMore(priceOf(soFar), terms.maxTotalCost());
  }

  private @Nullable Money charge(Duration worked, @Nullable Money most) {
    Money price = priceOf(worked);
    return isMore(price, most) ? most : price;
  }

  /** Returns the price of that time, or null when it is more than the books can hold. */
  private @Nullable Money priceOf(Duration worked) {
    try {
      return pricePerHour.forDuration(worked);
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static boolean isMore(@Nullable Money price, @Nullable Money most) {
    return most != null && (price == null || price.compareTo(most) > 0);
  }

  void rejectUnlessOpen() {
    if (closed != null) {
      throw new Rejection.Conflict(closed.refusal());
    }
  }

  /**
   * Returns the answer to the report that closed the attempt once more.
   *
   * @throws Rejection.Conflict when it was closed in another way
   */
  AttemptOutcome outcomeAgain(JobId job, AttemptEnd reported) {
    if (closed == null || closed.end() != reported) {
      rejectUnlessOpen();
      throw new IllegalStateException("The attempt is open");
    }
    return outcome(job, closed);
  }

  private AttemptOutcome outcome(JobId job, AttemptClosed how) {
    boolean completed = how.end() == AttemptEnd.COMPLETED;
    return new AttemptOutcome(
        job,
        number,
        completed ? JobStatus.COMPLETED : JobStatus.FAILED,
        how.at(),
        how.duration(),
        how.cost(),
        completed ? JobCompleted.transactionId(job, number) : null,
        how.willRetry());
  }
}
