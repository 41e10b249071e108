package io.qubix.terminal.proof;

import java.util.Iterator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A verified proof that an event is part of a block: the hashes lead from the event's bytes up the
 * tree of RFC 9162 to the block's root.
 *
 * @param lines the ten lines of the event's bytes
 */
public record Inclusion(long position, List<String> lines, Block block) {

  private static final int LINES = 10;

  /**
   * @throws Differs at the first mismatch
   */
  public static Inclusion check(long position, JsonNode proof) throws Differs {
    String bytes = proof.path("leafBytes").asString("");
    List<String> lines = List.of(bytes.split("\n", -1));
    if (lines.size() != LINES || !lines.get(0).equals(String.valueOf(position))) {
      throw new Differs("The proof is not of event " + position);
    }
    Block block = Block.of(proof.path("block"));
    if (position < block.first() || position > block.last()) {
      throw new Differs("Event " + position + " is not among those of block " + block.number());
    }
    if (!root(position, Hashes.leaf(bytes), proof.path("path"), block).equals(block.root())) {
      throw new Differs("The event's bytes do not lead to the root of block " + block.number());
    }
    return new Inclusion(position, lines, block);
  }

  /** Computes the root. The positions say on which side each neighbour stands, not the proof. */
  private static String root(long position, String leaf, JsonNode path, Block block)
      throws Differs {
    Iterator<JsonNode> steps = path.iterator();
    String hash = leaf;
    long at = position - block.first();
    for (long size = block.last() - block.first() + 1; size > 1; size = (size + 1) / 2) {
      long neighbour = at ^ 1;
      if (neighbour < size) {
        if (!steps.hasNext()) {
          throw new Differs("The path to the root is too short");
        }
        String other = Block.hex(steps.next(), "hash");
        hash = neighbour < at ? Hashes.node(other, hash) : Hashes.node(hash, other);
      }
      at /= 2;
    }
    if (steps.hasNext()) {
      throw new Differs("The path to the root is too long");
    }
    return hash;
  }
}
