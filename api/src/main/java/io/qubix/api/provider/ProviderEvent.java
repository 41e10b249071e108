package io.qubix.api.provider;

import io.qubix.api.Event;
import org.jspecify.annotations.Nullable;

/** An event of a provider. */
public sealed interface ProviderEvent extends Event
    permits ProviderRegistered,
        ProviderHold,
        ProviderChanged,
        ProviderWentOnline,
        ProviderWentOffline,
        ProviderDeregistered {

  WorkerId workerId();

  @Override
  default String stream() {
    return workerId().toString();
  }

  /** Returns the release with which the provider earned something, or null when this is none. */
  default @Nullable ProviderReleased earned() {
    return null;
  }
}
