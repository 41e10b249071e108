package io.qubix.api.matching;

import io.qubix.api.provider.view.ProviderState;

/**
 * The share of jobs in which new providers come first, so that they can prove themselves: one job
 * in {@link #ONE_IN}. Its id says which, so that every node and every reader of a receipt finds the
 * same (docs/adr/0034).
 */
public final class Probation {

  /** One of so many jobs is for new providers. */
  public static final int ONE_IN = 10;

  private Probation() {}

  /** Returns whether the job is one of those. What failed once goes to the proven. */
  public static boolean isFor(WaitingJob job) {
    return job.attempt() == 1
        && Math.floorMod(job.id().value().getLeastSignificantBits(), ONE_IN) == 0;
  }

  /** Returns whether the provider has not proven itself. */
  public static boolean isNew(ProviderState provider) {
    return provider.reputation().isNew();
  }

  /**
   * Returns whether a new provider may come before the first in the order: it is worth the trial if
   * its price would be as good once it has proven itself.
   */
  public static boolean mayComeBefore(ProviderState first, ProviderState newcomer) {
    return newcomer
            .pricePerHour()
            .compareTo(first.reputation().priceOfSuccess(first.pricePerHour()))
        <= 0;
  }
}
