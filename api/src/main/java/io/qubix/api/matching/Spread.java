package io.qubix.api.matching;

import java.util.List;

/**
 * Spreads the work: the fewest jobs first, of those the cheapest, of those the longest idle. A free
 * provider has no job in progress, so its jobs are those done.
 */
public final class Spread implements MatchingPolicy {

  @Override
  public String name() {
    return "spread";
  }

  @Override
  public String version() {
    return "spread/1";
  }

  @Override
  public List<ProviderScore> scores() {
    return List.of(ProviderScore.JOBS, ProviderScore.PRICE, ProviderScore.IDLE);
  }

  @Override
  public String bestOffer() {
    return "the offer of the provider with the fewest jobs";
  }
}
