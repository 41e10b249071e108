package io.qubix.api.provider.event;

import io.qubix.api.Event;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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

  /** Returns whether another session, or none, may have the worker's id after this event. */
  default boolean changesSession() {
    return false;
  }

  /** Returns the session that has the worker's id after this event, or null for none. */
  default @Nullable String sessionAfter(@Nullable String before) {
    return before;
  }

  @Override
  default String stream() {
    return workerId().toString();
  }
}
