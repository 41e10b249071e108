package io.qubix.query.provider;

import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts providers. */
@Component
@ForQueries
public final class Market {

  /** The number of providers, and of those online. */
  public record Counts(long total, long active) {}

  /**
   * The number of providers by presence.
   *
   * @param busy online but not available: at work, or out of the market
   */
  public record Presence(long total, long online, long busy) {}

  private final ProviderRepository providers;
  private final Positions positions;

  Market(ProviderRepository providers, Positions positions) {
    this.providers = providers;
    this.positions = positions;
  }

  /** Returns how many providers would take such a job at once. */
  public long available(
      @Nullable String modelType, Requirements requirements, @Nullable Money maxPrice) {
    positions.await(ProviderQueries.PROJECTION);
    return providers.count(
        ProviderFilter.takers(modelType, requirements, maxPrice).where(providers));
  }

  public Presence presence() {
    positions.await(ProviderQueries.PROJECTION);
    Object[] counts = providers.presence().get(0);
    return new Presence((Long) counts[0], (Long) counts[1], (Long) counts[2]);
  }

  public Counts count() {
    positions.await(ProviderQueries.PROJECTION);
    Object[] counts = providers.counts().get(0);
    return new Counts((Long) counts[0], (Long) counts[1]);
  }
}
