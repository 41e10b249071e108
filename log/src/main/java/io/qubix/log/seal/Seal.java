package io.qubix.log.seal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The seal of the log, which proves that its events are as they were written. */
public interface Seal {

  /** Returns the newest block, or an empty result when there is none. */
  Optional<SealedBlock> head();

  /** Returns the newest block with this node's signature, or an empty result when there is none. */
  Optional<SignedHead> signedHead();

  /**
   * Returns the blocks after a block, in their order; an auditor follows the chain with them.
   *
   * @param after the number of a block, or 0 for the first
   */
  List<SealedBlock> blocks(long after, int limit);

  /**
   * Returns the hashed bytes of the events after a position, in order, so that an auditor can
   * compute every root on another machine. A page has a few megabytes at most, or one event.
   *
   * @param after the position of an event, or 0 for the first
   */
  List<EventBytes> leaves(long after, int limit);

  /**
   * Returns the path from an event to the root of its block, or an empty result when there is no
   * such event.
   */
  Optional<InclusionProof> proof(long position);

  /**
   * Reads the log and its chain of blocks, up to the head at the start, and computes every hash
   * again.
   *
   * @param expected a head that was saved elsewhere and must be part of the chain, or null. Only a
   *     saved head reveals that the end was cut off, or that the whole chain was computed again
   * @param progress receives the number of verified events from time to time
   */
  SealVerdict verify(@Nullable KnownHead expected, Consumer<Long> progress);
}
