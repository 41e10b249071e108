package io.qubix.api.provider;

import io.qubix.api.Event;
import org.jspecify.annotations.Nullable;

/** An event of a provider. */
public sealed interface ProviderEvent extends Event
    permits ProviderRegistered,
        ProviderReserved,
        ProviderReleased,
        ProviderChanged,
        ProviderWentOnline,
        ProviderWentOffline,
        ProviderDeregistered {

  WorkerId workerId();

  @Override
  default String stream() {
    return workerId().toString();
  }

  /** Returns whether this event begins or ends an attempt's hold of the provider. */
  default boolean changesHold() {
    return ProviderMeaning.HOLD.after(false, this);
  }

  /** Returns the release with which the provider earned something, or null when this is none. */
  default @Nullable ProviderReleased earned() {
    return ProviderMeaning.EARNED.after(null, this);
  }
}
