package io.qubix.api.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.qubix.api.Uuids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The SHA-256 of a whole key, all that is stored of its secret. The secret has 256 random bits, so
 * there is no list of likely ones to try: a slow hash would only slow our own requests down.
 *
 * @param hex 64 digits
 */
public record KeyHash(@JsonValue String hex) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public KeyHash {}

  static KeyHash of(String key) {
    return new KeyHash(
        HexFormat.of().formatHex(Uuids.sha256(key.getBytes(StandardCharsets.US_ASCII))));
  }

  /** Compares in constant time. */
  public boolean isOf(KeySecret key) {
    return MessageDigest.isEqual(ascii(hex), ascii(key.hash().hex));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
