package io.qubix.app.security;

import io.qubix.app.FilterOrder;
import io.qubix.app.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps other web sites from using a visitor's browser against this server.
 *
 * <p>They must not send commands or open the WebSocket unless {@code qubix.cors} names them. A site
 * could still make its own name lead here (DNS rebinding). The server therefore answers only to
 * names that no stranger controls: localhost, and with a token also IP addresses, names without a
 * dot, and {@code qubix.hosts}.
 */
@Component
@Order(FilterOrder.ORIGIN)
class OriginFilter extends OncePerRequestFilter {

  private static final Pattern LOCAL =
      Pattern.compile("(localhost|[a-z0-9-]+\\.localhost|127\\.0\\.0\\.1|\\[::1])\\.?(:\\d+)?");

  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]");

  private final LockProperties properties;
  private final ProblemWriter problems;

  OriginFilter(LockProperties properties, ProblemWriter problems) {
    this.properties = properties;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String host = request.getHeader(HttpHeaders.HOST);
    if (host != null && !isOurs(host)) {
      problems.refuse(
          request,
          response,
          403,
          properties.locked()
              ? "This server does not have that name; qubix.hosts lists its names"
              : "Without qubix.token this server only answers to the name localhost");
      return;
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || isOwn(origin, host)) {
      chain.doFilter(request, response);
      return;
    }
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (properties.cors().contains(origin)) {
      allow(origin, request, response, chain);
    } else if (ProtectedPaths.isCommand(request)
        || ProtectedPaths.isWebSocket(request)
        || isPreflight(request)) {
      problems.refuse(
          request, response, 403, "The web site " + origin + " may not do this; see qubix.cors");
    } else {
      chain.doFilter(request, response);
    }
  }

  private static void allow(
      String origin, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    response.setHeader(
        HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "X-Correlation-Id, Retry-After, Link");
    if (!isPreflight(request)) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PATCH, PUT, DELETE");
    response.setHeader(
        HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
        "Authorization, Content-Type, Idempotency-Key, X-Correlation-Id");
    response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
    response.setStatus(HttpStatus.NO_CONTENT.value());
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
  }

  private boolean isOurs(String host) {
    return isLocal(host) || properties.locked() && isOurs(nameIn(host), properties.hosts());
  }

  private static boolean isOurs(String name, List<String> hosts) {
    return NUMBER.matcher(name).matches()
        || !name.contains(".")
        || hosts.stream().anyMatch(name::equalsIgnoreCase);
  }

  private static String nameIn(String host) {
    return host.replaceFirst("\\.?(:\\d+)?$", "");
  }

  static boolean isLocal(String host) {
    return LOCAL.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** Returns whether the origin is the requested host, on its port. */
  static boolean isOwn(String origin, @Nullable String host) {
    try {
      URI uri = URI.create(origin);
      String scheme = uri.getScheme();
      if (host == null || uri.getHost() == null || !Set.of("http", "https").contains(scheme)) {
        return false;
      }
      int defaultPort = scheme.equals("https") ? 443 : 80;
      URI asked = URI.create(scheme + "://" + host);
      return uri.getHost().equalsIgnoreCase(asked.getHost())
          && portOf(uri, defaultPort) == portOf(asked, defaultPort);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int portOf(URI uri, int defaultPort) {
    return uri.getPort() < 0 ? defaultPort : uri.getPort();
  }
}
