package io.qubix.api.provider;

import io.qubix.api.EventSwitch;
import org.jspecify.annotations.Nullable;

/** Says what each event means for a provider, beside the state that it leads to. */
final class ProviderMeaning {

  static final EventSwitch<Boolean, ProviderEvent> HOLD =
      EventSwitch.<Boolean, ProviderEvent>over(ProviderEvent.class)
          .to(ProviderReserved.class, (before, reserved) -> true)
          .to(ProviderReleased.class, (before, released) -> true)
          .ignoring(
              ProviderRegistered.class,
              ProviderChanged.class,
              ProviderWentOnline.class,
              ProviderWentOffline.class,
              ProviderDeregistered.class);

  static final EventSwitch<@Nullable ProviderReleased, ProviderEvent> EARNED =
      EventSwitch.<@Nullable ProviderReleased, ProviderEvent>over(ProviderEvent.class)
          .to(
              ProviderReleased.class,
              (none, released) -> released.end() == AttemptEnd.COMPLETED ? released : null)
          .ignoring(
              ProviderRegistered.class,
              ProviderReserved.class,
              ProviderChanged.class,
              ProviderWentOnline.class,
              ProviderWentOffline.class,
              ProviderDeregistered.class);

  private ProviderMeaning() {}
}
