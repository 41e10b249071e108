package io.qubix.app.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * The settings that control access.
 *
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
    @Nullable String token,
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> cors,
    @DefaultValue Limits limits) {

  /**
   * @param requestsPerSecond of one address, or 0 for no limit
   */
  record Limits(@DefaultValue("0") int requestsPerSecond) {}

  /** Returns whether a token is required. */
  public boolean locked() {
    return StringUtils.hasText(token);
  }

  /** Returns the token, or an empty text when none is set. */
  String secret() {
    return token == null ? "" : token.strip();
  }

  /** Compares in constant time. */
  boolean isRight(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), secret().getBytes(StandardCharsets.UTF_8));
  }
}
