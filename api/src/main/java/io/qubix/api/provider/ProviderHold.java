package io.qubix.api.provider;

import io.qubix.api.JobId;

/** An attempt of a job takes the provider, or lets it go. */
public sealed interface ProviderHold extends ProviderEvent
    permits ProviderReserved, ProviderReleased {

  JobId jobId();

  int attempt();
}
