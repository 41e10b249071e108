package io.qubix.app.security;

import io.qubix.app.ConsolePaths;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/** Classifies a request for the access checks. */
final class ProtectedPaths {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> HEALTH = Set.of("/health", "/actuator/health");

  /** Providers and prices, single and in figures: no jobs and no accounts. */
  private static final Pattern MARKET =
      Pattern.compile("/api/(stats(/.+)?|providers(/(?!(my|heartbeat)$)[^/]+)?)");

  private static final Set<String> FILES = Set.of("/assets");

  private ProtectedPaths() {}

  static boolean isCommand(HttpServletRequest request) {
    return !READING.contains(request.getMethod());
  }

  static boolean isWebSocket(HttpServletRequest request) {
    return ConsolePaths.opensWebSocket(request);
  }

  static boolean isHealth(HttpServletRequest request) {
    return isUnderAny(request, HEALTH);
  }

  /** Returns whether a request needs the token: all do that are not exempt here. */
  static boolean needsToken(HttpServletRequest request) {
    return !ConsolePaths.isSigningIn(request) && !isHealth(request) && !isPublic(request);
  }

  private static boolean isPublic(HttpServletRequest request) {
    return !isCommand(request)
        && (isUnderAny(request, FILES) || MARKET.matcher(ConsolePaths.pathOf(request)).matches());
  }

  private static boolean isUnderAny(HttpServletRequest request, Set<String> roots) {
    return ConsolePaths.isUnderAny(ConsolePaths.pathOf(request), roots);
  }
}
