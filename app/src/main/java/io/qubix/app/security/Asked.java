package io.qubix.app.security;

import io.qubix.app.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;

/** What a request is after, as far as the lock cares. */
final class Asked {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> GUARDED = Set.of("/api/admin", "/api/audit", "/actuator");
  private static final Set<String> HEALTH = Set.of("/health", "/actuator/health");

  private Asked() {}

  static boolean isCommand(HttpServletRequest request) {
    return !READING.contains(request.getMethod());
  }

  static boolean isWebSocket(HttpServletRequest request) {
    String upgrade = request.getHeader("Upgrade");
    return upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket");
  }

  static boolean isHealth(HttpServletRequest request) {
    return isUnderAny(request, HEALTH);
  }

  static boolean needsToken(HttpServletRequest request) {
    return isCommand(request) && !Pages.isSigningIn(request)
        || isWebSocket(request)
        || Pages.isConsole(request)
        || isUnderAny(request, GUARDED) && !isHealth(request);
  }

  private static boolean isUnderAny(HttpServletRequest request, Set<String> roots) {
    return Pages.isUnderAny(Pages.pathOf(request), roots);
  }
}
