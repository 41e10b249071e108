package io.qubix.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Which requests are for the console: what people look at, in a browser. */
public final class Pages {

  public static final String SIGN_IN = "/sign-in";
  public static final String SIGN_OUT = "/sign-out";

  private static final Set<String> SIGNING_IN = Set.of(SIGN_IN, SIGN_OUT);

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private static final Set<String> CONSOLE =
      Set.of("/market", "/submit", "/jobs", "/ledger", "/audit");

  /** For programs, whatever they say they accept; and what brings pages of its own. */
  private static final Set<String> OTHERS =
      Set.of("/api", "/ws", "/health", "/actuator", "/v3", "/swagger-ui", "/webjars", "/assets");

  /** What {@code LiveConfiguration} serves. */
  private static final Set<String> LIVE = Set.of("/ws", "/");

  private Pages() {}

  /** Whether a page of the console is asked for, or a part of one. */
  public static boolean isConsole(HttpServletRequest request) {
    String path = pathOf(request);
    return path.equals("/") || isUnderAny(path, CONSOLE);
  }

  /** Returns whether a request opens the WebSocket; the header alone does not say so. */
  public static boolean opensWebSocket(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
        && LIVE.contains(pathOf(request));
  }

  /** Whether somebody signs in or out: the door itself is open. */
  public static boolean isSigningIn(HttpServletRequest request) {
    return SIGNING_IN.contains(pathOf(request));
  }

  /** Whether an answer should be for somebody's eyes: a browser looks, and not at the API. */
  public static boolean isForPeople(HttpServletRequest request, String path) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return READING.contains(request.getMethod())
        && accept != null
        && accept.contains("text/html")
        && !isUnderAny(path, OTHERS)
        && !path.startsWith("/swagger-ui");
  }

  /** Decoded and normalised by the container: no spelling gets around it. */
  public static String pathOf(HttpServletRequest request) {
    String info = request.getPathInfo();
    return request.getServletPath() + (info == null ? "" : info);
  }

  /** Whether the console asks for a part of a page, to put it where the old one is. */
  public static boolean isForPart(HttpServletRequest request) {
    return "true".equals(request.getHeader("HX-Request"));
  }

  public static boolean isUnderAny(String path, Set<String> roots) {
    return roots.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }
}
