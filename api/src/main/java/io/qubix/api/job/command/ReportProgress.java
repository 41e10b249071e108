package io.qubix.api.job.command;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Reports the progress of the running attempt. Answered with {@link JobProgress}.
 *
 * @param attempt from 1, or null for the current one
 * @param progress whole percent, 0 to 100
 * @param withMetrics whether the report has metrics, which are announced after its event
 * @param withLogLines whether the report has log lines, which show that the work goes on
 */
public record ReportProgress(
    @TargetAggregateIdentifier JobId jobId,
    @Nullable Integer attempt,
    WorkerId worker,
    int progress,
    @Nullable String currentOperation,
    boolean withMetrics,
    boolean withLogLines)
    implements JobCommand {

  public ReportProgress(
      JobId jobId,
      @Nullable Integer attempt,
      WorkerId worker,
      int progress,
      @Nullable String currentOperation) {
    this(jobId, attempt, worker, progress, currentOperation, false, false);
  }
}
