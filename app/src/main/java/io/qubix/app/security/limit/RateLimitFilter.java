package io.qubix.app.security.limit;

import io.qubix.api.lease.HeardWorkers;
import io.qubix.api.provider.WorkerId;
import io.qubix.app.ConsolePaths;
import io.qubix.app.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Refuses an address with more requests than {@code qubix.limits} allows.
 *
 * <p>Heartbeats of workers that this node knows have a separate limit, for each worker and address:
 * other requests from that address must not make the worker silent.
 */
public class RateLimitFilter extends OncePerRequestFilter {

  private static final int HEARTBEATS_PER_SECOND = 2;
  private static final Pattern HEARTBEAT = Pattern.compile("/api/providers/([^/]+)/heartbeat");

  private static final Set<String> HEALTH = Set.of("/health", "/actuator/health");

  private final RateLimit limit;
  private final RateLimit heartbeats;
  private final ObjectProvider<HeardWorkers> heard;
  private final boolean on;
  private final ProblemWriter problems;

  /**
   * @param perSecond the limit of one address, or 0 for none
   */
  public RateLimitFilter(
      int perSecond, ObjectProvider<HeardWorkers> heard, ProblemWriter problems, Clock clock) {
    this.on = perSecond > 0;
    this.limit = new RateLimit(Math.max(1, perSecond), clock);
    this.heartbeats = new RateLimit(HEARTBEATS_PER_SECOND, clock);
    this.heard = heard;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !on || ConsolePaths.isUnderAny(ConsolePaths.pathOf(request), HEALTH);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String address = request.getRemoteAddr();
    if (isHeartbeatInTime(request, address) || limit.allows(address)) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    problems.refuse(request, response, 429, "Too many requests; please wait a second");
  }

  private boolean isHeartbeatInTime(HttpServletRequest request, String address) {
    Matcher path = HEARTBEAT.matcher(request.getRequestURI());
    return request.getMethod().equals("POST")
        && path.matches()
        && WorkerId.known(UriUtils.decode(path.group(1), StandardCharsets.UTF_8))
            .filter(this::isHeard)
            .filter(worker -> heartbeats.allows(address + " " + worker))
            .isPresent();
  }

  private boolean isHeard(WorkerId worker) {
    return heard.stream().anyMatch(workers -> workers.isHeard(worker));
  }
}
