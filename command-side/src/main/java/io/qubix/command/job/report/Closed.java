package io.qubix.command.job.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.command.AttemptOutcome;
import io.qubix.api.job.view.JobView;
import io.qubix.api.money.Money;
import io.qubix.api.request.Remarks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a report of the end of an attempt.
 *
 * @param next what the worker is to do now, or null when it did not ask
 */
record Closed(
    boolean success,
    ClosedJob job,
    @Nullable Payment payment,
    boolean willRetry,
    Remarks.Dropped dropped,
    List<String> mended,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<JobView> next) {

  record ClosedJob(
      JobId id,
      JobStatus status,
      Instant completedAt,
      @Nullable Money actualCost,
      @Nullable Double actualDuration) {}

  record Payment(Money amount, String status, UUID transactionId) {}

  static Closed of(AttemptOutcome outcome, Remarks remarks) {
    Money cost = outcome.cost();
    UUID transaction = outcome.transactionId();
    return new Closed(
        true,
        new ClosedJob(
            outcome.jobId(), outcome.status(), outcome.at(), cost, seconds(outcome.duration())),
        cost == null || transaction == null
            ? null
            : new Payment(cost, JobStatus.COMPLETED.name(), transaction),
        outcome.willRetry(),
        remarks.dropped(),
        remarks.mended(),
        null);
  }

  Closed with(List<JobView> jobs) {
    return new Closed(success, job, payment, willRetry, dropped, mended, jobs);
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.getSeconds() + duration.getNano() / 1e9;
  }
}
