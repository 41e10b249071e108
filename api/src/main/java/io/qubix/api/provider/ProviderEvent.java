package io.qubix.api.provider;

/** What happened to a provider. */
public sealed interface ProviderEvent
    permits ProviderRegistered,
        ProviderReserved,
        ProviderReleased,
        ProviderChanged,
        ProviderWentOnline,
        ProviderWentOffline,
        ProviderDeregistered {

  WorkerId workerId();
}
