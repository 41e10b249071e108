package io.qubix.api.log;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The seal of the log: whether its events are still what they were when they were written. */
public interface Seal {

  /** The newest block; empty when there is none. */
  Optional<SealedBlock> head();

  /** The newest block, vouched for by this node; empty when there is none. */
  Optional<SignedHead> signedHead();

  /**
   * The blocks that follow another, in their order: with them, a chain is followed from a block to
   * a later one.
   *
   * @param after the number of a block; 0 before the first
   */
  List<SealedBlock> blocks(long after, int limit);

  /** The path from an event to the root of its block; empty when there is no such event. */
  Optional<InclusionProof> proof(long position);

  /**
   * Reads the whole log and its chain of blocks and computes both anew, as far as they were at the
   * start.
   *
   * @param expected a head that was saved somewhere else, which must be part of the chain: only
   *     against one can a cut-off end or a chain that was computed anew be seen
   * @param progress hears now and then how many events were checked
   */
  SealVerdict verify(@Nullable KnownHead expected, Consumer<Long> progress);
}
