package io.qubix.terminal.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Computes the hashes of {@code docs/log-format.md}, in lower-case hex digits. */
public final class Hashes {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};
  private static final byte[] BLOCK = {2};

  private Hashes() {}

  public static String leaf(String eventBytes) {
    return sha256(LEAF, eventBytes.getBytes(StandardCharsets.UTF_8));
  }

  static String node(String left, String right) {
    return sha256(NODE, HEX.parseHex(left), HEX.parseHex(right));
  }

  /** Returns the root of the tree over leaves: pairs, level by level, an odd one moves up. */
  static String root(List<String> leaves) {
    List<String> level = leaves;
    while (level.size() > 1) {
      List<String> above = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i < level.size(); i += 2) {
        above.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
      }
      level = above;
    }
    return level.get(0);
  }

  static String block(
      long number, long first, long last, Instant at, String root, String previous) {
    byte[] numbers =
        ByteBuffer.allocate(4 * Long.BYTES)
            .putLong(number)
            .putLong(first)
            .putLong(last)
            .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
            .array();
    return sha256(BLOCK, numbers, HEX.parseHex(root), HEX.parseHex(previous));
  }

  private static String sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HEX.formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
