package io.qubix.api.provider.event;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The worker is gone, and with it all attempts that it held.
 *
 * @param heldJob the job that it held the longest, or null when it held none
 * @param heldAttempt the attempt of that job, or 0
 * @param alsoHeld the other attempts that it held; none in events from before there were slots
 */
@Revision("2")
public record ProviderWentOffline(
    WorkerId workerId,
    OfflineReason reason,
    @Nullable JobId heldJob,
    int heldAttempt,
    List<Hold> alsoHeld,
    Instant at)
    implements ProviderEvent {

  public ProviderWentOffline {
    alsoHeld = alsoHeld == null ? List.of() : alsoHeld;
  }

  public static ProviderWentOffline of(
      WorkerId worker, OfflineReason reason, List<Hold> held, Instant at) {
    return held.isEmpty()
        ? new ProviderWentOffline(worker, reason, null, 0, held, at)
        : new ProviderWentOffline(
            worker,
            reason,
            held.get(0).jobId(),
            held.get(0).attempt(),
            held.subList(1, held.size()),
            at);
  }

  /** Returns the attempts that it held and lost, the longest held first. */
  public List<Hold> lost() {
    return heldJob == null
        ? List.of()
        : Stream.concat(Stream.of(new Hold(heldJob, heldAttempt)), alsoHeld.stream()).toList();
  }
}
