package io.qubix.api.provider.event;

import io.qubix.api.Event;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;

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

  Instant at();

  /** Returns whether an attempt takes the provider or lets it go. */
  default boolean changesHands() {
    return false;
  }

  @Override
  default String stream() {
    return workerId().toString();
  }
}
