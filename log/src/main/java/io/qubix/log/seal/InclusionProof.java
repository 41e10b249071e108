package io.qubix.log.seal;

import java.util.List;

/**
 * Proves that an event is part of a block without the block's other events.
 *
 * @param leafBytes the hashed bytes of the event, as text (docs/log-format.md)
 * @param leaf {@code SHA-256(0x00 ‖ leafBytes)}
 * @param path from the leaf to the root
 */
public record InclusionProof(
    long position, String leafBytes, String leaf, List<Step> path, SealedBlock block) {

  /**
   * A neighbour on the path.
   *
   * @param left whether it stands to the left
   */
  public record Step(boolean left, String hash) {}
}
