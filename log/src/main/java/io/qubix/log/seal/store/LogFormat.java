package io.qubix.log.seal.store;

import io.qubix.log.seal.InclusionProof;
import io.qubix.log.seal.SealedBlock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Computes the hashes of {@code docs/log-format.md} a second time, independently of the functions
 * in the database that wrote them.
 */
final class LogFormat {

  static final byte[] NOTHING_BEFORE = new byte[32];

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};
  private static final byte[] BLOCK = {2};

  private final MessageDigest sha256;

  LogFormat() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  byte[] leaf(String leafBytes) {
    return hash(LEAF, leafBytes.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the root of the tree over leaves: pairs, level by level, an odd one moves up. */
  byte[] root(List<byte[]> leaves) {
    List<byte[]> level = leaves;
    while (level.size() > 1) {
      level = above(level);
    }
    return level.get(0);
  }

  private List<byte[]> above(List<byte[]> level) {
    List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
    for (int i = 0; i + 1 < level.size(); i += 2) {
      above.add(hash(NODE, level.get(i), level.get(i + 1)));
    }
    if (level.size() % 2 == 1) {
      above.add(level.get(level.size() - 1));
    }
    return above;
  }

  /** Returns the neighbours on the path from a leaf to the root. */
  List<InclusionProof.Step> path(List<byte[]> leaves, int index) {
    List<InclusionProof.Step> path = new ArrayList<>();
    List<byte[]> level = leaves;
    int at = index;
    while (level.size() > 1) {
      int neighbour = at ^ 1;
      if (neighbour < level.size()) {
        path.add(new InclusionProof.Step(neighbour < at, hex(level.get(neighbour))));
      }
      level = above(level);
      at /= 2;
    }
    return path;
  }

  byte[] block(SealedBlock block) {
    return hash(
        BLOCK,
        ByteBuffer.allocate(4 * Long.BYTES)
            .putLong(block.number())
            .putLong(block.firstPosition())
            .putLong(block.lastPosition())
            .putLong(micros(block.at()))
            .array(),
        HEX.parseHex(block.root()),
        HEX.parseHex(block.previous()));
  }

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  static String hex(byte[] hash) {
    return HEX.formatHex(hash);
  }

  private byte[] hash(byte[]... parts) {
    for (byte[] part : parts) {
      sha256.update(part);
    }
    return sha256.digest();
  }
}
