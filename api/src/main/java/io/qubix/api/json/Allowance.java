package io.qubix.api.json;

/** Grants the memory that a JSON value takes, step by step while it is read. */
@FunctionalInterface
public interface Allowance {

  /** Grants everything, for values whose size has another bound. */
  Allowance UNLIMITED = bytes -> {};

  /**
   * Takes more bytes.
   *
   * @throws RuntimeException when they are not available; reading then ends
   */
  void take(long bytes);

  /** Gives everything back before the request is over, because none of the values is used again. */
  default void giveBack() {}
}
