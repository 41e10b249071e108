package io.qubix.api.provider.event;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.Hold;

/** An attempt of a job takes the provider, or lets it go. */
public sealed interface ProviderHold extends ProviderEvent
    permits ProviderReserved, ProviderReleased {

  JobId jobId();

  int attempt();

  default Hold hold() {
    return new Hold(jobId(), attempt());
  }
}
