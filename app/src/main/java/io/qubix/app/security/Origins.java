package io.qubix.app.security;

import io.qubix.api.lease.Sessions;
import io.qubix.app.ConsolePaths;
import io.qubix.app.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Keeps other web sites from using a visitor's browser against this server. They must not send
 * commands or open the WebSocket unless {@code qubix.cors} names them.
 */
public final class Origins extends DefaultCorsProcessor implements CorsConfigurationSource {

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final List<String> friends;
  private final CorsConfiguration forFriends = new CorsConfiguration();
  private final ProblemWriter problems;

  Origins(List<String> friends, ProblemWriter problems) {
    this.friends = friends;
    this.problems = problems;
    forFriends.setAllowedOrigins(friends);
    forFriends.setAllowedMethods(List.of("GET", "POST", "PATCH", "PUT", "DELETE"));
    forFriends.setAllowedHeaders(
        List.of(
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "X-Correlation-Id",
            "X-Qubic-Address",
            Sessions.HEADER));
    forFriends.setExposedHeaders(List.of("X-Correlation-Id", "Retry-After", "Link"));
    forFriends.setMaxAge(Duration.ofMinutes(10));
  }

  /** Returns nothing for other sites and our own pages: their answers carry no CORS headers. */
  @Override
  public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
    return friends.contains(request.getHeader(HttpHeaders.ORIGIN)) ? forFriends : null;
  }

  @Override
  public boolean processRequest(
      @Nullable CorsConfiguration configuration,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || isOwn(origin, request.getHeader(HttpHeaders.HOST))) {
      return true;
    }
    boolean isPreflight = CorsUtils.isPreFlightRequest(request);
    if (configuration == null) {
      response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
      if (!isPreflight && !isCommand(request) && !ConsolePaths.opensWebSocket(request)) {
        return true;
      }
      problems.refuse(
          request, response, 403, "The web site " + origin + " may not do this; see qubix.cors");
      return false;
    }
    if (isPreflight) {
      response.setStatus(HttpStatus.NO_CONTENT.value());
    }
    return super.processRequest(configuration, request, response);
  }

  static boolean isCommand(HttpServletRequest request) {
    return !READING.contains(request.getMethod());
  }

  /**
   * Returns whether one of our own pages sent a request, as its browser tells. A cookie does not
   * prove it: another port of this host counts as the same site. Commands, and requests for the
   * WebSocket, must say that they come from our origin.
   */
  public static boolean isOfOwnPage(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      return isOwn(origin, request.getHeader(HttpHeaders.HOST));
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (isCommand(request) || ConsolePaths.opensWebSocket(request)) {
      return "same-origin".equals(site);
    }
    return site == null || Set.of("same-origin", "none").contains(site);
  }

  /** Returns whether the origin is the requested host, on its port. */
  private static boolean isOwn(String origin, @Nullable String host) {
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
