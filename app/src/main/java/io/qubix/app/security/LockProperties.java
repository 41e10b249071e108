package io.qubix.app.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Who may do what.
 *
 * @param token what all but the public face of the market needs; without one, only this machine is
 *     served
 * @param hosts the names that clients call this server by, beside numbers and names without a dot
 * @param cors origins of other web sites that may, such as {@code https://shop.example}
 * @param limits how much of it
 */
@ConfigurationProperties("qubix")
record LockProperties(
    @Nullable String token,
    @DefaultValue List<String> hosts,
    @DefaultValue List<String> cors,
    @DefaultValue Limits limits) {

  /**
   * @param requestsPerSecond of one address; 0: no limit
   */
  record Limits(@DefaultValue("0") int requestsPerSecond) {}

  boolean locked() {
    return StringUtils.hasText(token);
  }

  /** The token; empty where there is none. */
  String secret() {
    return token == null ? "" : token.strip();
  }

  /** Takes the same time however much of it is right. */
  boolean isRight(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), secret().getBytes(StandardCharsets.UTF_8));
  }
}
