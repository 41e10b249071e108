package io.qubix.api.log;

import io.qubix.api.job.JobCompleted;
import io.qubix.api.job.JobCreated;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The large parts of events: a job's input and its result. No decision uses them, so followers of
 * the log get events without contents, with a {@link MissingNode} in their place. Such an event is
 * read-only: it must never be appended.
 */
public final class Contents {

  /** The members of payloads that hold contents. */
  public static final Set<String> MEMBERS = Set.of("inputData", "result");

  /** The events that have contents. */
  public static final Set<Class<?>> EVENTS = Set.of(JobCreated.class, JobCompleted.class);

  /** The largest event, in bytes, whose contents count as small. */
  public static final int SMALL = 4_096;

  private Contents() {}

  /** Returns whether an event has lost its contents. */
  public static boolean areLeftOutOf(@Nullable Object event) {
    return event instanceof JobCreated created && isLeftOut(created.inputData())
        || event instanceof JobCompleted completed && isLeftOut(completed.result());
  }

  /** Returns whether a value stands for contents that were left out. */
  public static boolean isLeftOut(@Nullable JsonNode content) {
    return content != null && content.isMissingNode();
  }

  /** Returns an event without its contents, or the event itself when its type has none. */
  public static Object leftOutOf(Object event) {
    if (event instanceof JobCreated created) {
      return without(created);
    }
    return event instanceof JobCompleted completed ? without(completed) : event;
  }

  private static JobCreated without(JobCreated event) {
    return new JobCreated(
        event.jobId(),
        event.consumer(),
        event.modelType(),
        event.computeNeeded(),
        MissingNode.getInstance(),
        event.maxPrice(),
        event.requirements(),
        event.estimatedCost(),
        event.requestHash(),
        event.createdAt());
  }

  private static JobCompleted without(JobCompleted event) {
    return new JobCompleted(
        event.jobId(),
        event.attempt(),
        event.consumer(),
        event.worker(),
        event.earner(),
        event.pricePerHour(),
        event.duration(),
        event.cost(),
        MissingNode.getInstance(),
        event.completedAt());
  }
}
