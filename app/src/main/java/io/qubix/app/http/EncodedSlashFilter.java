package io.qubix.app.http;

import io.qubix.app.ConsolePaths;
import io.qubix.app.FilterOrder;
import io.qubix.app.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses encoded slashes outside of our own names; the actuator would fail on them. */
@Component
@Order(FilterOrder.BODY_LIMIT)
class EncodedSlashFilter extends OncePerRequestFilter {

  private static final Set<String> WITHOUT_SLASHES = Set.of("/actuator");

  private final ProblemWriter problems;

  EncodedSlashFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !ConsolePaths.isUnderAny(ConsolePaths.pathOf(request), WITHOUT_SLASHES)
        || !request.getRequestURI().toLowerCase(Locale.ROOT).contains("%2f");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    problems.refuse(request, response, 404, "There is nothing at " + request.getRequestURI());
  }
}
