package io.qubix.api.matching;

import java.util.List;

/**
 * Spreads the work: the fewest jobs first, in progress and done, of those the cheapest, of those
 * the longest idle.
 */
public final class Spread implements MatchingPolicy {

  @Override
  public String name() {
    return "spread";
  }

  @Override
  public String version() {
    return "spread/2";
  }

  @Override
  public List<ProviderScore> scores() {
    return List.of(ProviderScore.LOAD, ProviderScore.PRICE, ProviderScore.IDLE);
  }

  @Override
  public String bestOffer() {
    return "the offer of the provider with the fewest jobs";
  }
}
