package io.qubix.api.provider;

/** What may be asked of a provider. */
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
