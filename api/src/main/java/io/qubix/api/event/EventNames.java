package io.qubix.api.event;

import io.qubix.api.Event;
import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobAssignmentTimedOut;
import io.qubix.api.job.JobAttemptFailed;
import io.qubix.api.job.JobCancelled;
import io.qubix.api.job.JobCompleted;
import io.qubix.api.job.JobCreated;
import io.qubix.api.job.JobFailed;
import io.qubix.api.job.JobLeftWaiting;
import io.qubix.api.job.JobProgressed;
import io.qubix.api.job.JobRequeued;
import io.qubix.api.job.JobStarted;
import io.qubix.api.provider.ProviderChanged;
import io.qubix.api.provider.ProviderDeregistered;
import io.qubix.api.provider.ProviderRegistered;
import io.qubix.api.provider.ProviderReleased;
import io.qubix.api.provider.ProviderReserved;
import io.qubix.api.provider.ProviderWentOffline;
import io.qubix.api.provider.ProviderWentOnline;
import io.qubix.api.user.UserRenamed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that events have in the log. The name of a released event never changes, so its class
 * may be moved or renamed.
 */
public final class EventNames {

  /** The events of this version. */
  public static final EventNames RELEASED =
      new EventNames(
          List.of(
              Map.entry("io.qubix.api.job.JobCreated", JobCreated.class),
              Map.entry("io.qubix.api.job.JobAssigned", JobAssigned.class),
              Map.entry("io.qubix.api.job.JobLeftWaiting", JobLeftWaiting.class),
              Map.entry("io.qubix.api.job.JobStarted", JobStarted.class),
              Map.entry("io.qubix.api.job.JobProgressed", JobProgressed.class),
              Map.entry("io.qubix.api.job.JobCompleted", JobCompleted.class),
              Map.entry("io.qubix.api.job.JobAttemptFailed", JobAttemptFailed.class),
              Map.entry("io.qubix.api.job.JobRequeued", JobRequeued.class),
              Map.entry("io.qubix.api.job.JobFailed", JobFailed.class),
              Map.entry("io.qubix.api.job.JobCancelled", JobCancelled.class),
              Map.entry("io.qubix.api.job.JobAssignmentTimedOut", JobAssignmentTimedOut.class),
              Map.entry("io.qubix.api.provider.ProviderRegistered", ProviderRegistered.class),
              Map.entry("io.qubix.api.provider.ProviderReserved", ProviderReserved.class),
              Map.entry("io.qubix.api.provider.ProviderReleased", ProviderReleased.class),
              Map.entry("io.qubix.api.provider.ProviderChanged", ProviderChanged.class),
              Map.entry("io.qubix.api.provider.ProviderWentOnline", ProviderWentOnline.class),
              Map.entry("io.qubix.api.provider.ProviderWentOffline", ProviderWentOffline.class),
              Map.entry("io.qubix.api.provider.ProviderDeregistered", ProviderDeregistered.class),
              Map.entry("io.qubix.api.user.UserRenamed", UserRenamed.class)));

  private final List<String> all;
  private final Map<String, Class<? extends Event>> events = new HashMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  public EventNames(List<Map.Entry<String, Class<? extends Event>>> table) {
    all = table.stream().map(Map.Entry::getKey).toList();
    for (var row : table) {
      events.put(row.getKey(), row.getValue());
      names.put(row.getValue(), row.getKey());
    }
  }

  /** Returns the short form of a name, as in {@code JobCreated}. */
  public static String brief(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  public List<String> all() {
    return all;
  }

  /** Returns the event of that name, or null when this version knows none. */
  public @Nullable Class<? extends Event> event(String name) {
    return events.get(name);
  }

  /** Returns the name of an event, or null when the class is none. */
  public @Nullable String name(Class<?> event) {
    return names.get(event);
  }
}
