package io.qubix.api.log;

import org.jspecify.annotations.Nullable;

/**
 * What a verification of the seal found.
 *
 * @param events that were checked
 * @param head the newest block of the chain; null when there is none
 * @param difference the first thing that is not as it was written; null when all is
 */
public record SealVerdict(
    boolean intact,
    long events,
    long blocks,
    @Nullable SealedBlock head,
    @Nullable Difference difference) {

  /**
   * Where log and seal part.
   *
   * @param position of the first event that differs; null when it is a block
   * @param block that it belongs to; null when it belongs to none
   */
  public record Difference(@Nullable Long position, @Nullable Long block, String what) {}
}
