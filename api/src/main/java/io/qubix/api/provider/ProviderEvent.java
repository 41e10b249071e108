package io.qubix.api.provider;

/** An event of a provider. */
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
