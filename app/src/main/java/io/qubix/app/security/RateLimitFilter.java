package io.qubix.app.security;

import io.qubix.app.FilterOrder;
import io.qubix.app.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses an address that asks too often, where {@code qubix.limits} says how often is too often.
 */
@Component
@Order(FilterOrder.RATE_LIMIT)
class RateLimitFilter extends OncePerRequestFilter {

  private final RateLimit limit;
  private final boolean on;
  private final ProblemWriter problems;

  RateLimitFilter(LockProperties properties, ProblemWriter problems, Clock clock) {
    int perSecond = properties.limits().requestsPerSecond();
    this.on = perSecond > 0;
    this.limit = new RateLimit(Math.max(1, perSecond), clock);
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !on || Asked.isHealth(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (limit.allows(request.getRemoteAddr())) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, "1");
    problems.refuse(request, response, 429, "Too many requests; please wait a second");
  }
}
