package io.qubix.terminal.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** Computes the hashes of {@code docs/log-format.md}, in lower-case hex digits. */
final class Hashes {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};
  private static final byte[] BLOCK = {2};

  private Hashes() {}

  static String leaf(String eventBytes) {
    return sha256(LEAF, eventBytes.getBytes(StandardCharsets.UTF_8));
  }

  static String node(String left, String right) {
    return sha256(NODE, HEX.parseHex(left), HEX.parseHex(right));
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
