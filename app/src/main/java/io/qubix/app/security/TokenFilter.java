package io.qubix.app.security;

import io.qubix.app.FilterOrder;
import io.qubix.app.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks for the token where one is set: for commands, the WebSocket, and what is the operator's.
 *
 * <p>A browser cannot send the header with a WebSocket, so there {@code ?access_token=} will do.
 */
@Component
@Order(FilterOrder.TOKEN)
class TokenFilter extends OncePerRequestFilter {

  private static final String SCHEME = "Bearer ";

  private final LockProperties properties;
  private final ProblemWriter problems;

  TokenFilter(LockProperties properties, ProblemWriter problems) {
    this.properties = properties;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !properties.locked() || !Asked.needsToken(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = tokenOf(request);
    if (given != null && isRight(given)) {
      chain.doFilter(request, response);
      return;
    }
    String error = given == null ? "" : ", error=\"invalid_token\"";
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"qubix\"" + error);
    problems.refuse(
        request,
        response,
        401,
        given == null
            ? "This needs a token: Authorization: Bearer …"
            : "The token is not the right one");
  }

  private static @Nullable String tokenOf(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return header.substring(SCHEME.length()).strip();
    }
    return Asked.isWebSocket(request) ? request.getParameter("access_token") : null;
  }

  /** Takes the same time however much of it is right. */
  private boolean isRight(String given) {
    String token = properties.token() == null ? "" : properties.token().strip();
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
