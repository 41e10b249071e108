package io.qubix.api.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.JobId;
import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.UserView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A job as clients see it. {@link #after} is the one place that folds events into it, for the
 * answers to commands and for the read model. A creation that was read without its input makes a
 * job without it.
 *
 * @param computeNeeded hours
 * @param inputOmitted whether the input is left out, because it is larger than the answer may carry
 * @param progress whole percent
 * @param actualDuration seconds
 * @param resultOmitted whether the result is left out, because it is larger than the answer may
 *     carry
 * @param attempt 1 to 4
 * @param reassignments 0 to 3
 * @param attempts at the job, first to last, or null in a list of jobs
 * @param cancelReason the consumer's reason, or null without one, and in a list of jobs
 */
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
    JobStatus status,
    int progress,
    @Nullable String currentOperation,
    @Nullable UUID providerId,
    @Nullable Provider provider,
    Money estimatedCost,
    @Nullable Money actualCost,
    @Nullable Double actualDuration,
    @Nullable JsonNode result,
    boolean resultOmitted,
    @Nullable String error,
    int attempt,
    int reassignments,
    boolean assignmentTimedOut,
    Instant createdAt,
    @Nullable Instant assignedAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<JobAttempt> attempts,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cancelReason) {

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
    return new JobChange(before).apply(event);
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
    JobChange change = new JobChange(this);
    change.user = new UserView(qubicAddress, username);
    return change.done();
  }

  /**
   * Returns the job with its attempts and the reason of its cancellation.
   *
   * @param events all events of the job, oldest first
   */
  public JobView withPast(Iterable<? extends JobEvent> events) {
    JobChange change = new JobChange(this);
    change.past = JobPast.of(events);
    return change.done();
  }

  private static JobView created(JobCreated event) {
    JsonNode input = event.inputData();
    // An event that was read without its contents has no node there, or a missing one.
    boolean leftOut = input == null || input.isMissingNode();
    return new JobView(
        event.jobId(),
        event.consumer(),
        new UserView(event.consumer(), null),
        event.modelType(),
        event.computeNeeded(),
        leftOut ? NullNode.getInstance() : input,
        leftOut,
        event.maxPrice(),
        event.requirements(),
        JobStatus.PENDING,
        0,
        null,
        null,
        null,
        event.estimatedCost(),
        null,
        null,
        null,
        false,
        null,
        1,
        0,
        false,
        event.createdAt(),
        null,
        null,
        null,
        null,
        null);
  }
}
