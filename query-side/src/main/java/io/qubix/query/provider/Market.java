package io.qubix.query.provider;

import io.qubix.api.Money;
import io.qubix.api.job.Requirements;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many providers there are, of which kind. */
@Component
@ForQueries
public final class Market {

  /** How many providers there are, and how many are online. */
  public record Counts(long total, long active) {}

  private final ProviderRepository providers;
  private final Positions positions;

  Market(ProviderRepository providers, Positions positions) {
    this.providers = providers;
    this.positions = positions;
  }

  /** How many would take such a job at once. */
  public long available(Requirements requirements, @Nullable Money maxPrice) {
    positions.await(ProviderProjection.NAME);
    return providers.count(
        new ProviderFilter(null, ProviderFilter.Availability.AVAILABLE, requirements, maxPrice)
            .where(null));
  }

  public Counts count() {
    positions.await(ProviderProjection.NAME);
    Object[] counts = providers.counts().get(0);
    return new Counts((Long) counts[0], (Long) counts[1]);
  }
}
