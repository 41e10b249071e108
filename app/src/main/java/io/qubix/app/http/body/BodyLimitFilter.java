package io.qubix.app.http.body;

import io.qubix.app.FilterOrder;
import io.qubix.app.problem.BodyTooLarge;
import io.qubix.app.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies whose headers say that they are too large or packed in an unknown way; {@link
 * Body} measures the others.
 */
@Component
@Order(FilterOrder.BODY_LIMIT)
class BodyLimitFilter extends OncePerRequestFilter {

  private final long limit;
  private final ProblemWriter problems;

  BodyLimitFilter(@Value("${qubix.limits.body:8MB}") DataSize limit, ProblemWriter problems) {
    this.limit = limit.toBytes();
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (ContentCoding.of(request) == ContentCoding.UNKNOWN) {
      response.setHeader(HttpHeaders.ACCEPT_ENCODING, ContentCoding.KNOWN);
      problems.refuse(request, response, 415, "Bodies come as they are, or packed with gzip");
    } else if (request.getContentLengthLong() > limit) {
      problems.refuse(request, response, 413, new BodyTooLarge(limit).getMessage());
    } else {
      chain.doFilter(request, response);
    }
  }
}
