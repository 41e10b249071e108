package io.qubix.api.provider;

/** A command to a provider. */
public sealed interface ProviderCommand
    permits RegisterProvider,
        ReserveProvider,
        ReleaseProvider,
        ChangeProvider,
        ToggleProvider,
        MarkOnline,
        MarkOffline,
        DeregisterProvider {

  WorkerId workerId();
}
