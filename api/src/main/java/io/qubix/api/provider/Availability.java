package io.qubix.api.provider;

/** What an owner wants of a provider. */
public enum Availability {
  /** It takes jobs. */
  AVAILABLE,
  /** It finishes what it holds and takes no more, until it comes back or registers again. */
  DRAINING,
  /** It is out of the market. */
  OUT
}
