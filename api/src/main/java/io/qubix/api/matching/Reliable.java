package io.qubix.api.matching;

import java.util.List;

/**
 * Prefers providers that have proven themselves; of those the one with the lowest price of a
 * success; of those the one that fails the fewest. New providers have their share of the jobs
 * ({@link Probation}).
 */
public final class Reliable implements MatchingPolicy {

  @Override
  public String name() {
    return "reliable";
  }

  @Override
  public String version() {
    return "reliable/1";
  }

  @Override
  public List<ProviderScore> scores() {
    return List.of(
        ProviderScore.NEW, ProviderScore.PRICE_OF_SUCCESS, ProviderScore.RISK, ProviderScore.IDLE);
  }

  @Override
  public String bestOffer() {
    return "the offer with the lowest price of a success";
  }

  @Override
  public boolean hasProbation() {
    return true;
  }
}
