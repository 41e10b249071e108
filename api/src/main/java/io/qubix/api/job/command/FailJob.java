package io.qubix.api.job.command;

import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Ends an attempt as failed, without a charge. Answered with {@link AttemptOutcome}; the same
 * report again gets the same answer.
 *
 * @param attempt from 1, or null for the one that this worker has, or had last
 * @param mayRetry whether another attempt might succeed, as far as the worker knows
 * @param retryAfter how long the worker says to wait before the next attempt, or null
 */
public record FailJob(
    @TargetAggregateIdentifier JobId jobId,
    @Nullable Integer attempt,
    WorkerId worker,
    FailureCause cause,
    String error,
    boolean mayRetry,
    @Nullable Duration retryAfter)
    implements JobCommand {

  /** The error of an attempt whose provider disappeared. */
  public static final String PROVIDER_LOST = "Provider lost";

  /** The error of a job whose time is over. */
  public static final String EXPIRED = "Not done by the time that was set for it";

  /** Ends an attempt whose time is over. */
  public static FailJob overdue(JobId jobId, int attempt, WorkerId worker, FailureCause cause) {
    String error =
        switch (cause) {
          case TIMED_OUT -> "It took longer than an attempt may take";
          case STALLED -> "It made no progress for too long";
          case EXPIRED -> EXPIRED;
          default -> throw new IllegalArgumentException(cause + " has nothing to do with time");
        };
    return new FailJob(jobId, attempt, worker, cause, error, cause != FailureCause.EXPIRED, null);
  }

  /**
   * Ends an attempt that costs more than the job may. Another one would begin at no lower price and
   * overrun again, so none follows.
   */
  public static FailJob overBudget(JobId jobId, int attempt, WorkerId worker, Money most) {
    String error = "It costs more than the job may: " + most.brief() + " QUBIC";
    return new FailJob(jobId, attempt, worker, FailureCause.BUDGET, error, false, null);
  }

  /** Ends the attempt of a provider that is gone, by its own word or not. */
  public static FailJob providerLost(
      JobId jobId, int attempt, WorkerId worker, OfflineReason reason) {
    FailureCause cause =
        reason == OfflineReason.REPORTED ? FailureCause.GIVEN_BACK : FailureCause.PROVIDER_LOST;
    return new FailJob(jobId, attempt, worker, cause, PROVIDER_LOST, true, null);
  }
}
