package io.qubix.command.job;

import io.qubix.api.Rejection;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.command.AttemptOutcome;
import io.qubix.api.job.command.JobProgress;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One provider's attempt at a job, at the price agreed when it began.
 *
 * @param startedAt the time of the first progress above 0, or null before
 * @param closed how the attempt ended, or null while the provider holds the job
 */
record Attempt(
    int number,
    WorkerId worker,
    QubicAddress earner,
    Money pricePerHour,
    @Nullable Instant startedAt,
    Progress progress,
    @Nullable AttemptClosed closed) {

  static Attempt begin(JobAssigned event) {
    return new Attempt(
        event.attempt(),
        event.provider().workerId(),
        event.provider().qubicAddress(),
        event.provider().pricePerHour(),
        null,
        Progress.NONE,
        null);
  }

  boolean isOpen() {
    return closed == null;
  }

  Attempt started(Instant at) {
    return new Attempt(number, worker, earner, pricePerHour, at, progress, closed);
  }

  Attempt progressed(int percent, @Nullable String operation) {
    return new Attempt(
        number, worker, earner, pricePerHour, startedAt, progress.to(percent, operation), closed);
  }

  /** Closes the attempt and drops its progress, which is no longer needed. */
  Attempt close(AttemptClosed how) {
    return new Attempt(number, worker, earner, pricePerHour, startedAt, Progress.NONE, how);
  }

  /**
   * Returns the time that the worker is paid for: the reported time or else the time since its
   * start, never below 0.
   *
   * @param reported the reported time, or null when the worker does not say
   */
  Duration worked(@Nullable Duration reported, Instant now) {
    if (reported != null) {
      return reported;
    }
    return startedAt == null || now.isBefore(startedAt)
        ? Duration.ZERO
        : Duration.between(startedAt, now);
  }

  /**
   * @throws Rejection.Invalid when the books could not hold the amount
   */
  Money costOf(Duration worked) {
    try {
      return pricePerHour.forDuration(worked);
    } catch (ArithmeticException e) {
      throw new Rejection.Invalid(
          "metrics.processingTimeSeconds", "costs more than an account can hold, at this price");
    }
  }

  /** Returns the progress after a report; a cost beyond the books is left out. */
  JobProgress at(int percent, Instant now) {
    Instant since = startedAt == null && percent > 0 ? now : startedAt;
    try {
      return JobProgress.at(percent, since, now, pricePerHour);
    } catch (ArithmeticException e) {
      return new JobProgress(percent, null, null);
    }
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
