package io.qubix.api.key;

import io.qubix.api.caller.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A key as its holder has it: {@code qbx_ROLE_ID_SECRET_CHECKSUM}, with 256 random bits as the
 * secret. The checksum, a CRC-32, refuses every key with one wrong character before anything is
 * looked up, and lets scanners of source code recognise a key.
 *
 * <p>No text of this class shows the secret but {@link #reveal}.
 */
public final class KeySecret {

  private static final String PREFIX = "qbx";
  private static final String SEPARATOR = "_";
  private static final int RANDOM_BYTES = 32;

  /** The digits that 256 bits need. */
  private static final int SECRET_LENGTH = 43;

  /** The digits that 32 bits need. */
  private static final int CHECKSUM_LENGTH = 6;

  private static final int PARTS = 5;

  private final KeyId id;
  private final Role role;
  private final String text;

  private KeySecret(KeyId id, Role role, String text) {
    this.id = id;
    this.role = role;
    this.text = text;
  }

  /**
   * Makes a new key.
   *
   * @param random must be a secure one
   */
  public static KeySecret make(KeyId id, Role role, RandomGenerator random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String secret = Base62.of(bytes, SECRET_LENGTH);
    String body = String.join(SEPARATOR, PREFIX, role.word(), id.value(), secret);
    return new KeySecret(id, role, body + SEPARATOR + checksum(body));
  }

  /** Reads a key, or returns an empty result when the text cannot be one. */
  public static Optional<KeySecret> parse(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts.length != PARTS || !parts[0].equals(PREFIX)) {
      return Optional.empty();
    }
    Role role = role(parts[1]);
    boolean isKey =
        role != null
            && Base62.isNumber(parts[2], KeyId.LENGTH)
            && Base62.isNumber(parts[3], SECRET_LENGTH)
            && parts[4].equals(checksum(text.substring(0, text.lastIndexOf(SEPARATOR))));
    return isKey ? Optional.of(new KeySecret(new KeyId(parts[2]), role, text)) : Optional.empty();
  }

  /** Returns whether a text is meant to be a key of ours, be it right or wrong. */
  public static boolean isMeantBy(String text) {
    return text.startsWith(PREFIX + SEPARATOR);
  }

  private static @Nullable Role role(String word) {
    return Arrays.stream(Role.values())
        .filter(role -> role.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  private static String checksum(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return Base62.of(
        ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array(), CHECKSUM_LENGTH);
  }

  public KeyId id() {
    return id;
  }

  public Role role() {
    return role;
  }

  public KeyHash hash() {
    return KeyHash.of(text);
  }

  /** Returns the whole key, for its holder alone. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return String.join(SEPARATOR, PREFIX, role.word(), id.value(), "…");
  }
}
