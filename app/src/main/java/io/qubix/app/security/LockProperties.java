package io.qubix.app.security;

import io.qubix.api.caller.SecurityMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * The settings that control access.
 *
 * @param security the {@link SecurityMode}
 * @param token required for all but the public part of the market; without one, only this machine
 *     is served
 * @param hosts the names of this server that clients use, besides IP addresses and names without a
 *     dot
 * @param cors origins of other web sites that may send requests, such as {@code
 *     https://shop.example}
 * @param limits of requests
 */
@ConfigurationProperties("qubix")
public record LockProperties(
    @Nullable String security,
    @Nullable String token,
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> cors,
    @DefaultValue Limits limits) {

  /**
   * @param requestsPerSecond of one address, or 0 for no limit
   */
  record Limits(@DefaultValue("0") int requestsPerSecond) {}

  /** The least strength of a secret that a stranger may guess at for as long as he likes. */
  private static final int LEAST_BITS = 128;

  private static final int LEAST_DIFFERENT = 8;

  /** Returns whether callers must be known. */
  public boolean locked() {
    return SecurityMode.of(security, token) == SecurityMode.KEYS;
  }

  boolean hasToken() {
    return StringUtils.hasText(token);
  }

  /** Returns the token, or an empty text when none is set. */
  String secret() {
    return token == null ? "" : token.strip();
  }

  /**
   * Returns whether the token is too short to be a random one of 128 bits, written in the signs
   * that it uses: 32 hexadecimal digits, for instance, or 22 letters of Base64.
   */
  boolean isWeak() {
    String secret = secret();
    return secret.length() * Math.log(signs(secret)) / Math.log(2) < LEAST_BITS
        || secret.chars().distinct().count() < LEAST_DIFFERENT;
  }

  /** Returns how many signs a secret was chosen from, judged by those that it has. */
  private static int signs(String secret) {
    if (secret.matches("\\d*")) {
      return 10;
    } else if (secret.matches("[0-9a-f]*|[0-9A-F]*")) {
      return 16;
    } else if (secret.matches("[a-z]*|[A-Z]*")) {
      return 26;
    } else if (secret.matches("[0-9a-z]*|[0-9A-Z]*")) {
      return 36;
    }
    return secret.matches("[0-9A-Za-z]*") ? 62 : 64;
  }
}
