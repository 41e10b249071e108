package io.qubix.log.name;

import io.qubix.api.act.DeadLetterRetried;
import io.qubix.api.act.RebuildOrdered;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.key.KeyIssued;
import io.qubix.api.key.KeyRevoked;
import io.qubix.api.market.MarketSwitched;
import io.qubix.api.provider.event.ProviderAvailabilityChanged;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderCooledDown;
import io.qubix.api.provider.event.ProviderCoolingDown;
import io.qubix.api.provider.event.ProviderDeregistered;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import io.qubix.api.user.UserRenamed;
import java.util.List;
import java.util.Map;

/** The names that events have in the log. */
public final class EventNames {

  /** The events of this version. */
  public static final StoredNames RELEASED =
      new StoredNames(
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
              Map.entry("io.qubix.api.provider.ProviderCoolingDown", ProviderCoolingDown.class),
              Map.entry("io.qubix.api.provider.ProviderCooledDown", ProviderCooledDown.class),
              Map.entry(
                  "io.qubix.api.provider.ProviderAvailabilityChanged",
                  ProviderAvailabilityChanged.class),
              Map.entry("io.qubix.api.market.MarketSwitched", MarketSwitched.class),
              Map.entry("io.qubix.api.user.UserRenamed", UserRenamed.class),
              Map.entry("io.qubix.api.key.KeyIssued", KeyIssued.class),
              Map.entry("io.qubix.api.key.KeyRevoked", KeyRevoked.class),
              Map.entry("io.qubix.api.act.RebuildOrdered", RebuildOrdered.class),
              Map.entry("io.qubix.api.act.DeadLetterRetried", DeadLetterRetried.class)));

  private EventNames() {}

  /** Returns the short form of a name, as in {@code JobCreated}. */
  public static String brief(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
