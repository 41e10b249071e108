package io.qubix.app.security;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The content of a signed-in browser's cookie: an expiry time, signed with the token. Every node
 * can check it without storing it, and another token ends it.
 */
final class SessionCookie {

  static final String COOKIE = "qubix-session";
  static final Duration LENGTH = Duration.ofHours(12);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAX_DIGITS = 12;

  private SessionCookie() {}

  static String open(String token, Instant now) {
    String until = Long.toString(now.plus(LENGTH).getEpochSecond());
    return until + "." + signature(token, until);
  }

  static boolean isOpen(String session, String token, Instant now) {
    int point = session.indexOf('.');
    if (point < 1 || point > MAX_DIGITS) {
      return false;
    }
    String until = session.substring(0, point);
    return MessageDigest.isEqual(
            bytes(session.substring(point + 1)), bytes(signature(token, until)))
        && Instant.ofEpochSecond(Long.parseLong(until)).isAfter(now);
  }

  /** Returns whether one of the cookies is a valid session. */
  static boolean isIn(Cookie @Nullable [] cookies, String token, Instant now) {
    return cookies != null
        && Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .anyMatch(cookie -> isOpen(cookie.getValue(), token, now));
  }

  private static String signature(String token, String until) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes(token), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(bytes("console until " + until)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
