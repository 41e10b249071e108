package io.qubix.api.job.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.qubix.api.Contents;
import io.qubix.api.EventSwitch;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.WorkTime;
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
import io.qubix.api.money.Money;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserView;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A job as clients see it. {@link #after} is the one place that folds events into it, for the
 * answers to commands and for the read model. An event that was read without its contents makes a
 * job without them.
 *
 * @param computeNeeded hours
 * @param inputOmitted whether the input is left out, because it is larger than the answer may carry
 * @param retriedBy the job that repeats this one, or null without one
 * @param progress whole percent
 * @param actualDuration seconds paid for
 * @param reportedDuration seconds that the worker says it worked, or null when it does not
 * @param measuredDuration seconds from the assignment to the completion
 * @param overReported whether the worker says that it worked for longer than it had the job
 * @param resultOmitted whether the result is left out, because it is larger than the answer may
 *     carry
 * @param attempt the running or next one, from 1
 * @param reassignments those used up; a lost provider uses up none
 * @param failure of the last attempt that failed, or null without one, and when the job was done
 * @param nextAttemptAt from when on it is offered, or null when that is past, or it does not wait
 * @param attempts at the job, first to last, or null in a list of jobs
 * @param cancelReason the consumer's reason, or null without one, and in a list of jobs
 */
@RecordBuilder
public record JobView(
    JobId id,
    QubicAddress qubicAddress,
    UserView user,
    String modelType,
    double computeNeeded,
    JsonNode inputData,
    boolean inputOmitted,
    @Nullable Money maxPrice,
    @Nullable Requirements requirements,
    @JsonUnwrapped JobTerms terms,
    @Nullable JobId retriedBy,
    JobStatus status,
    int progress,
    @Nullable String currentOperation,
    @Nullable UUID providerId,
    @Nullable Provider provider,
    Money estimatedCost,
    @Nullable Money actualCost,
    @Nullable Double actualDuration,
    @Nullable Double reportedDuration,
    @Nullable Double measuredDuration,
    boolean overReported,
    @Nullable JsonNode result,
    boolean resultOmitted,
    @Nullable String error,
    int attempt,
    int reassignments,
    boolean assignmentTimedOut,
    @Nullable Failure failure,
    @Nullable Instant nextAttemptAt,
    Instant createdAt,
    @Nullable Instant assignedAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<JobAttempt> attempts,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cancelReason) {

  private static final EventSwitch<JobViewBuilder, JobEvent> CHANGES =
      EventSwitch.<JobViewBuilder, JobEvent>over(JobEvent.class)
          .on(JobAssigned.class, JobView::assigned)
          .on(JobStarted.class, (job, event) -> job.startedAt(event.startedAt()))
          .on(
              JobProgressed.class,
              (job, event) ->
                  job.progress(event.progress()).currentOperation(event.currentOperation()))
          .on(JobCompleted.class, JobView::completed)
          .on(JobAttemptFailed.class, JobView::attemptFailed)
          .on(JobFailed.class, JobView::failed)
          .on(
              JobCancelled.class,
              (job, event) -> job.completedAt(event.cancelledAt()).nextAttemptAt(null))
          .on(JobAssignmentTimedOut.class, (job, event) -> job.assignmentTimedOut(true))
          .ignoring(JobCreated.class, JobLeftWaiting.class, JobRequeued.class);

  public JobView {
    // Rows leave out what is empty, and events name no labels where there are none.
    if (terms.labels() == null) {
      terms = JobTermsBuilder.builder(terms).labels(Map.of()).build();
    }
  }

  /** How the last attempt that failed did so. */
  public record Failure(FailureCause code, String message, int attempt) {}

  /** The largest input or result in a list of jobs, in bytes of JSON. */
  public static final int MOST_IN_LISTS = 4_096;

  /** The provider of a job, in short. */
  public record Provider(
      UUID id,
      WorkerId workerId,
      @Nullable String name,
      @Nullable String gpuModel,
      Money pricePerHour) {

    static Provider of(ProviderTerms terms) {
      return new Provider(
          terms.id(), terms.workerId(), terms.name(), terms.gpuModel(), terms.pricePerHour());
    }
  }

  /**
   * @param before null when this is the first event
   */
  public static JobView after(@Nullable JobView before, JobEvent event) {
    if (event instanceof JobCreated created) {
      return created(created);
    }
    if (before == null) {
      throw new IllegalArgumentException("A job's first event must be its creation");
    }
    JobViewBuilder next = JobViewBuilder.builder(before).status(event.statusAfter(before.status));
    return CHANGES.after(next, event).build();
  }

  /** Folds the events of one job, oldest first. */
  public static JobView of(Iterable<? extends JobEvent> history) {
    JobView view = null;
    for (JobEvent event : history) {
      view = after(view, event);
    }
    if (view == null) {
      throw new IllegalArgumentException("A job has at least one event");
    }
    return view;
  }

  public JobView withUsername(@Nullable String username) {
    return JobViewBuilder.builder(this).user(new UserView(qubicAddress, username)).build();
  }

  public JobView withRetriedBy(JobId repeat) {
    return JobViewBuilder.builder(this).retriedBy(repeat).build();
  }

  /**
   * Returns the job with its attempts and the reason of its cancellation.
   *
   * @param events all events of the job, oldest first
   */
  public JobView withPast(Iterable<? extends JobEvent> events) {
    JobPast past = JobPast.of(events);
    return JobViewBuilder.builder(this)
        .attempts(past.attempts())
        .cancelReason(past.cancelReason)
        .build();
  }

  /** Returns the job as lists show it: without a large input. */
  public JobView asInLists() {
    int bytes = inputData.toString().getBytes(StandardCharsets.UTF_8).length;
    return bytes <= MOST_IN_LISTS
        ? this
        : JobViewBuilder.builder(this).inputData(NullNode.getInstance()).inputOmitted(true).build();
  }

  private static JobView created(JobCreated event) {
    boolean leftOut = Contents.isLeftOut(event.inputData());
    JobTerms terms = JobTerms.orNone(event.terms());
    return JobViewBuilder.builder()
        .id(event.jobId())
        .qubicAddress(event.consumer())
        .user(new UserView(event.consumer(), null))
        .modelType(event.modelType())
        .computeNeeded(event.computeNeeded())
        .inputData(leftOut ? NullNode.getInstance() : event.inputData())
        .inputOmitted(leftOut)
        .maxPrice(event.maxPrice())
        .requirements(event.requirements())
        .terms(JobTermsBuilder.builder(terms).priority(JobRules.priority(terms)).build())
        .status(JobStatus.PENDING)
        .estimatedCost(event.estimatedCost())
        .attempt(1)
        .nextAttemptAt(event.notBefore())
        .createdAt(event.createdAt())
        .build();
  }

  private static void assigned(JobViewBuilder job, JobAssigned event) {
    job.attempt(event.attempt())
        .assignmentTimedOut(false)
        .nextAttemptAt(null)
        .assignedAt(event.assignedAt())
        .providerId(event.provider().id())
        .provider(Provider.of(event.provider()));
  }

  private static void completed(JobViewBuilder job, JobCompleted event) {
    WorkTime time = event.time();
    boolean leftOut = Contents.isLeftOut(event.result());
    job.progress(100)
        .actualCost(event.cost())
        .actualDuration(seconds(event.duration()))
        .reportedDuration(time == null ? null : seconds(time.reported()))
        .measuredDuration(time == null ? null : seconds(time.measured()))
        .overReported(time != null && time.overReported())
        .result(leftOut ? null : event.result())
        .resultOmitted(leftOut)
        .error(null)
        .failure(null)
        .completedAt(event.completedAt());
  }

  private static void failed(JobViewBuilder job, JobFailed event) {
    job.error(event.error()).completedAt(event.failedAt()).nextAttemptAt(null);
    if (event.cause() != null) {
      job.failure(new Failure(event.cause(), event.error(), event.attempt()));
    }
  }

  private static @Nullable Double seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.getSeconds() + duration.getNano() / 1e9;
  }

  private static void attemptFailed(JobViewBuilder job, JobAttemptFailed event) {
    job.failure(new Failure(event.cause(), event.error(), event.attempt()));
    if (event.willRetry()) {
      job.progress(0)
          .currentOperation(null)
          .providerId(null)
          .provider(null)
          .assignedAt(null)
          .startedAt(null)
          .reassignments(event.usedUp())
          .attempt(event.attempt() + 1)
          .nextAttemptAt(event.retryAt())
          .error("Reassignment attempt " + event.attempt() + " after failure: " + event.error());
    }
  }
}
