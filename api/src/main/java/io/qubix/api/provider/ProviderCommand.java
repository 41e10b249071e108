package io.qubix.api.provider;

import io.qubix.api.Command;
import io.qubix.api.Rejection;

/** A command to a provider. */
public sealed interface ProviderCommand extends Command
    permits RegisterProvider,
        ReserveProvider,
        ReleaseProvider,
        ChangeProvider,
        ToggleProvider,
        MarkOnline,
        MarkOffline,
        DeregisterProvider {

  WorkerId workerId();

  @Override
  default WorkerId target() {
    return workerId();
  }

  @Override
  default Rejection.NotFound unknown() {
    return Rejection.NotFound.provider();
  }
}
