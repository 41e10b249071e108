package io.qubix.api.provider.command;

import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.api.provider.WorkerId;

/** A command to a provider. */
public sealed interface ProviderCommand extends Command
    permits RegisterProvider,
        ReserveProvider,
        ReleaseProvider,
        ChangeProvider,
        ToggleProvider,
        MarkOnline,
        MarkOffline,
        DeregisterProvider,
        EndCooldown,
        ForgetProvider,
        SetAvailability,
        WakeProvider {

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
