package io.qubix.query.provider;

import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderView;
import java.util.Optional;

/**
 * Looks providers up. Every answer contains all writes before the call (read your own writes).
 *
 * <p>Every method throws {@link io.qubix.api.Rejection.Unavailable} when the read model is too far
 * behind.
 */
public interface ProviderQueries {

  /** The read model's name. */
  String PROJECTION = "provider";

  /** Returns the provider with that id, or else with that worker id. */
  Optional<ProviderView> find(String idOrWorkerId);

  Optional<ProviderView> find(WorkerId worker);
}
