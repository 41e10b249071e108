package io.qubix.api.provider.event;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.Hold;

/** An attempt of a job takes the provider, or lets it go. */
public sealed interface ProviderHold extends ProviderEvent
    permits ProviderReserved, ProviderReleased {

  JobId jobId();

  int attempt();

  /** Returns whether the attempt takes the provider; otherwise it lets it go. */
  default boolean takes() {
    return this instanceof ProviderReserved;
  }

  @Override
  default boolean changesHands() {
    return true;
  }

  default Hold hold() {
    return new Hold(jobId(), attempt());
  }
}
