package io.qubix.log.seal;

import org.jspecify.annotations.Nullable;

/**
 * The result of a verification of the seal.
 *
 * @param events the number of verified events
 * @param head the newest block of the chain, or null when there is none
 * @param difference the first difference, or null when the log is intact
 */
public record SealVerdict(
    boolean intact,
    long events,
    long blocks,
    @Nullable SealedBlock head,
    @Nullable Difference difference) {

  /**
   * The first place where log and seal differ.
   *
   * @param position of the first event that differs, or null when a block differs
   * @param block of that event, or null when it belongs to none
   */
  public record Difference(@Nullable Long position, @Nullable Long block, String what) {}
}
