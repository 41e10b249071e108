package io.qubix.api.provider.event;

import io.qubix.api.Event;
import io.qubix.api.provider.WorkerId;

/** An event of a provider. */
public sealed interface ProviderEvent extends Event
    permits ProviderRegistered,
        ProviderHold,
        ProviderChanged,
        ProviderWentOnline,
        ProviderWentOffline,
        ProviderDeregistered,
        ProviderCoolingDown,
        ProviderCooledDown,
        ProviderAvailabilityChanged {

  WorkerId workerId();

  @Override
  default String stream() {
    return workerId().toString();
  }
}
