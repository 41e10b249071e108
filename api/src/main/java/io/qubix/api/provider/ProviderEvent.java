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

  /** Returns whether an attempt of a job takes the provider with this event, or lets it go. */
  default boolean changesHold() {
    return ProviderMeaning.HOLD.after(false, this);
  }

  /** Returns the release that the provider earned something with, or null when this is none. */
  default @Nullable ProviderReleased earned() {
    return ProviderMeaning.EARNED.after(null, this);
  }
}
