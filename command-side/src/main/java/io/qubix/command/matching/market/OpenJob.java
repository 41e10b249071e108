package io.qubix.command.matching.market;

import io.qubix.api.EventSwitch;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.JobTerms;
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
import io.qubix.api.matching.Requirements;
import io.qubix.api.matching.WaitingJob;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order book's view of a job that is not over.
 *
 * @param attempt the running or next attempt
 * @param priority 0 to 9; a higher one comes first
 * @param waitingSince when it was created or last put back, or {@code notBefore}
 * @param notBefore from when on it may be offered, or null for at once
 * @param maxPrice the highest price, or null for any
 * @param waiting whether it is on the market
 * @param leftWaiting whether it is recorded, for this attempt, that no provider fits for now
 * @param assignedAt when the running attempt began, or null while it waits
 * @param timedOut whether it waited so long that a provider that failed it may have it, too
 */
@RecordBuilder
public record OpenJob(
    JobId id,
    QubicAddress consumer,
    int attempt,
    Instant createdAt,
    int priority,
    Instant waitingSince,
    @Nullable Instant notBefore,
    String modelType,
    @Nullable Money maxPrice,
    Requirements requirements,
    List<WorkerId> failedBy,
    boolean waiting,
    boolean leftWaiting,
    boolean timedOut,
    @Nullable Instant expiresAt,
    @Nullable Integer timeoutSeconds,
    @Nullable Integer progressTimeoutSeconds,
    @Nullable Instant assignedAt)
    implements WaitingJob {

  private static final EventSwitch<@Nullable OpenJob, JobEvent> AFTER =
      EventSwitch.<@Nullable OpenJob, JobEvent>over(JobEvent.class)
          .to(JobCreated.class, (unknown, created) -> created(created))
          .to(JobRequeued.class, ifKnown(OpenJob::requeued))
          .to(JobAssigned.class, ifKnown(OpenJob::assigned))
          .to(JobLeftWaiting.class, ifKnown(OpenJob::leftWaiting))
          .to(JobAssignmentTimedOut.class, ifKnown(OpenJob::timedOut))
          .to(JobCompleted.class, (job, over) -> null)
          .to(JobFailed.class, (job, over) -> null)
          .to(JobCancelled.class, (job, over) -> null)
          .ignoring(JobStarted.class, JobProgressed.class, JobAttemptFailed.class);

  /**
   * Returns the job after one more event.
   *
   * @param before the job before, or null when it is unknown
   * @return null when the job is over or unknown
   */
  public static @Nullable OpenJob after(@Nullable OpenJob before, JobEvent event) {
    return AFTER.after(before, event);
  }

  /** Returns whether events of that class change the order book's view of a job. */
  public static boolean reads(Class<?> event) {
    return AFTER.handles(event);
  }

  @Override
  public boolean mayGoTo(WorkerId worker) {
    return timedOut || !failedBy.contains(worker);
  }

  /**
   * Returns when the job's or its attempt's time may be over, or null for never. Reports of
   * progress, which are not read here, may give it more.
   */
  public @Nullable Instant deadline() {
    return Stream.of(
            Optional.ofNullable(expiresAt), after(timeoutSeconds), after(progressTimeoutSeconds))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private Optional<Instant> after(@Nullable Integer seconds) {
    return assignedAt == null || seconds == null
        ? Optional.empty()
        : Optional.of(assignedAt.plusSeconds(seconds));
  }

  /** Returns whether the same providers fit both jobs. */
  public boolean asksTheSameAs(OpenJob other) {
    return timedOut == other.timedOut
        && failedBy.equals(other.failedBy)
        && requirements.equals(other.requirements)
        && Objects.equals(maxPrice, other.maxPrice);
  }

  public static OpenJob created(JobCreated event) {
    JobTerms terms = JobTerms.orNone(event.terms());
    Requirements asked = event.requirements() == null ? Requirements.NONE : event.requirements();
    return new OpenJob(
        event.jobId(),
        event.consumer(),
        1,
        event.createdAt(),
        JobRules.priority(terms),
        event.waitingSince(),
        event.notBefore(),
        event.modelType(),
        event.maxPrice(),
        asked,
        List.of(),
        true,
        false,
        false,
        terms.expiresAt(),
        terms.timeoutSeconds(),
        terms.progressTimeoutSeconds(),
        null);
  }

  private OpenJob requeued(JobRequeued event) {
    return OpenJobBuilder.builder(this)
        .attempt(event.attempt())
        .waitingSince(event.waitingSince())
        .notBefore(event.notBefore())
        .failedBy(event.failedBy())
        .waiting(true)
        .leftWaiting(false)
        .assignedAt(null)
        .timedOut(false)
        .build();
  }

  private OpenJob assigned(JobAssigned event) {
    return event.attempt() == attempt
        ? OpenJobBuilder.builder(this).waiting(false).assignedAt(event.assignedAt()).build()
        : this;
  }

  private OpenJob leftWaiting(JobLeftWaiting event) {
    return event.attempt() == attempt
        ? OpenJobBuilder.builder(this).leftWaiting(true).build()
        : this;
  }

  private OpenJob timedOut(JobAssignmentTimedOut event) {
    return event.attempt() == attempt ? OpenJobBuilder.builder(this).timedOut(true).build() : this;
  }

  private static <E> BiFunction<@Nullable OpenJob, E, @Nullable OpenJob> ifKnown(
      BiFunction<OpenJob, E, OpenJob> next) {
    return (job, event) -> job == null ? null : next.apply(job, event);
  }
}
