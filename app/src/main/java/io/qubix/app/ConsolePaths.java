package io.qubix.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Tells requests for the console's pages, made by a browser, from other requests. */
public final class ConsolePaths {

  public static final String SIGN_IN = "/sign-in";
  public static final String SIGN_OUT = "/sign-out";

  private static final Set<String> SIGNING_IN = Set.of(SIGN_IN, SIGN_OUT);

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private static final Set<String> CONSOLE =
      Set.of("/market", "/submit", "/jobs", "/ledger", "/audit");

  /**
   * Paths for programs, regardless of {@code Accept}, and paths of libraries with pages of their
   * own.
   */
  private static final Set<String> OTHERS =
      Set.of("/api", "/ws", "/health", "/actuator", "/v3", "/swagger-ui", "/webjars", "/assets");

  /** The paths of {@code LiveConfiguration}. */
  private static final Set<String> LIVE = Set.of("/ws", "/");

  private ConsolePaths() {}

  /** Returns whether a request asks for a page of the console, or a part of one. */
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

  /** Returns whether a request signs a user in or out; these need no token. */
  public static boolean isSigningIn(HttpServletRequest request) {
    return SIGNING_IN.contains(pathOf(request));
  }

  /** Returns whether a browser asks for something to show a person, outside the API. */
  public static boolean isForPeople(HttpServletRequest request, String path) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return READING.contains(request.getMethod())
        && accept != null
        && accept.contains("text/html")
        && !isUnderAny(path, OTHERS)
        && !path.startsWith("/swagger-ui");
  }

  /**
   * Returns the path as the container decoded and normalised it, so that no spelling evades the
   * checks.
   */
  public static String pathOf(HttpServletRequest request) {
    String info = request.getPathInfo();
    return request.getServletPath() + (info == null ? "" : info);
  }

  /** Returns whether the console asks for a part of a page, to replace the old one. */
  public static boolean isForPart(HttpServletRequest request) {
    return "true".equals(request.getHeader("HX-Request"));
  }

  public static boolean isUnderAny(String path, Set<String> roots) {
    return roots.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }
}
