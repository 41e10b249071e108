package io.qubix.query.provider;

import io.qubix.api.provider.ProviderView;
import io.qubix.api.provider.WorkerId;
import java.util.Optional;

/**
 * Looks providers up. Every answer holds whatever was written before the call.
 *
 * <p>Every method throws {@link io.qubix.api.Rejection.Unavailable} when the read model is too far
 * behind.
 */
public interface ProviderQueries {

  /** The provider of that id, or else of that worker. */
  Optional<ProviderView> find(String idOrWorkerId);

  Optional<ProviderView> find(WorkerId worker);
}
