package io.qubix.terminal.proof;

import io.qubix.terminal.print.Times;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** A block of the log, as the service sent it, after its hash was checked. */
public record Block(
    long number, long first, long last, Instant at, String root, String previous, String hash) {

  /** Stands before the first block. */
  static final Block NONE =
      new Block(0, 0, 0, Instant.EPOCH, "0".repeat(64), "0".repeat(64), "0".repeat(64));

  /**
   * @throws Differs when it is no block, or its hash does not fit its other fields
   */
  public static Block of(JsonNode block) throws Differs {
    Instant at = Times.instant(block.path("at"));
    if (at == null) {
      throw new Differs("The block can't be read");
    }
    Block read =
        new Block(
            block.path("number").asLong(0),
            block.path("firstPosition").asLong(0),
            block.path("lastPosition").asLong(0),
            at,
            hex(block, "root"),
            hex(block, "previous"),
            hex(block, "hash"));
    String computed =
        Hashes.block(read.number, read.first, read.last, read.at, read.root, read.previous);
    if (!computed.equals(read.hash)) {
      throw new Differs("The hash of block " + read.number + " is not that of the block");
    }
    return read;
  }

  /**
   * @throws Differs when this block does not directly follow {@code before}
   */
  public void follows(Block before) throws Differs {
    if (number != before.number + 1 || first != before.last + 1 || !previous.equals(before.hash)) {
      throw new Differs("Block " + number + " does not follow block " + before.number);
    }
  }

  static String hex(JsonNode node, String member) throws Differs {
    String text = node.path(member).asString("");
    if (!text.matches("[0-9a-f]{64}")) {
      throw new Differs("The " + member + " is no hash");
    }
    return text;
  }
}
