package io.qubix.api.matching;

import java.util.List;

/**
 * Prefers the cheapest provider; of those the one with the fewest completed jobs; of those the
 * longest idle. It fills all slots of a provider before it goes to the next.
 */
public final class Cheapest implements MatchingPolicy {

  @Override
  public String name() {
    return "cheapest";
  }

  @Override
  public String version() {
    return "cheapest-then-idle/1";
  }

  @Override
  public List<ProviderScore> scores() {
    return List.of(ProviderScore.PRICE, ProviderScore.JOBS, ProviderScore.IDLE);
  }

  @Override
  public String bestOffer() {
    return "the cheapest offer";
  }
}
