package io.qubix.api.json;

/** Grants the memory that a JSON value takes, bit by bit while it is read. */
@FunctionalInterface
public interface Allowance {

  /** For values whose size something else bounds. */
  Allowance UNLIMITED = bytes -> {};

  /**
   * Takes some more bytes.
   *
   * @throws RuntimeException when they are not to be had: then reading ends
   */
  void take(long bytes);
}
