package io.qubix.terminal.proof;

import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import tools.jackson.databind.JsonNode;

/** Follows the chain of blocks, many of them a request. */
public final class Chain {

  /** Blocks per request. */
  private static final long BLOCKS = 500;

  private final Session session;

  public Chain(Session session) {
    this.session = session;
  }

  /** Takes the next block. */
  @FunctionalInterface
  public interface Step {
    void at(Block block) throws Differs;
  }

  /**
   * Follows the chain from block to block; each block must contain the hash of the one before.
   *
   * @param last the number of the last block
   * @return that block
   */
  public Block follow(Block from, long last, Step step) throws Differs {
    Block block = from;
    while (block.number() < last) {
      JsonNode page =
          session
              .get(
                  RequestPath.of("/api/audit/blocks")
                      .with("after", block.number())
                      .with("limit", Math.min(last - block.number(), BLOCKS))
                      .toString())
              .path("blocks");
      if (page.isEmpty()) {
        throw new Differs("The chain ends before block " + last + ": blocks were cut off");
      }
      for (JsonNode next : page) {
        Block following = Block.of(next);
        following.follows(block);
        step.at(following);
        block = following;
      }
    }
    return block;
  }
}
