package io.qubix.app.security;

import io.qubix.app.ConsolePaths;
import io.qubix.app.FilterOrder;
import io.qubix.app.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Requires the token, if one is set, for all requests except health, signing in and the public part
 * of the market. It sends a console reader without a token to the sign-in page.
 *
 * <p>A browser cannot send the header with a WebSocket, so {@code ?access_token=} is accepted
 * there. A signed-in browser has a cookie, which counts as the token for requests of our own pages.
 */
@Component
@Order(FilterOrder.TOKEN)
class TokenFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  private final LockProperties properties;
  private final ProblemWriter problems;
  private final Clock clock;

  TokenFilter(LockProperties properties, ProblemWriter problems, Clock clock) {
    this.properties = properties;
    this.problems = problems;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !properties.locked() || !ProtectedPaths.needsToken(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = tokenOf(request);
    if (given == null ? hasSession(request) : properties.isRight(given)) {
      chain.doFilter(request, response);
      return;
    }
    if (ConsolePaths.isConsole(request)
        && !ProtectedPaths.isCommand(request)
        && !ProtectedPaths.isWebSocket(request)) {
      sendToSignIn(request, response);
      return;
    }
    String error = given == null ? "" : ", error=\"invalid_token\"";
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"qubix\"" + error);
    problems.refuse(
        request,
        response,
        401,
        given == null ? "This needs a token: Authorization: Bearer …" : "The token is wrong");
  }

  private static @Nullable String tokenOf(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return header.substring(SCHEME.length()).strip();
    }
    return ProtectedPaths.isWebSocket(request) ? request.getParameter("access_token") : null;
  }

  /** Returns whether one of our pages asks for a user who has signed in. */
  private boolean hasSession(HttpServletRequest request) {
    return isOwnPage(request)
        && SessionCookie.isIn(request.getCookies(), properties.secret(), clock.instant());
  }

  /**
   * The cookie does not prove it: another port of this host counts as the same site. Commands, and
   * requests for the WebSocket, must come from our origin.
   */
  private static boolean isOwnPage(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      return OriginFilter.isOwn(origin, request.getHeader(HttpHeaders.HOST));
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (ProtectedPaths.isCommand(request) || ProtectedPaths.isWebSocket(request)) {
      return "same-origin".equals(site);
    }
    return site == null || Set.of("same-origin", "none").contains(site);
  }

  private static void sendToSignIn(HttpServletRequest request, HttpServletResponse response) {
    String query = request.getQueryString();
    String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
    if (ConsolePaths.isForPart(request)) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("HX-Redirect", ConsolePaths.SIGN_IN);
      return;
    }
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(
        HttpHeaders.LOCATION,
        ConsolePaths.SIGN_IN + "?next=" + UriUtils.encode(asked, StandardCharsets.UTF_8));
  }
}
