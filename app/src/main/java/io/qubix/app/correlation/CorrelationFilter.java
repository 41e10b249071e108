package io.qubix.app.correlation;

import io.qubix.api.Uuids;
import io.qubix.app.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its id: the caller's {@code X-Correlation-Id}, or a new one. */
@Component
@Order(FilterOrder.CORRELATION)
class CorrelationFilter extends OncePerRequestFilter {

  /** Characters that cannot forge a log line. */
  private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

  private static final String HELD = CorrelationFilter.class.getName() + ".id";

  private final Clock clock;

  CorrelationFilter(Clock clock) {
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // An asynchronous request comes here again, on another thread.
    String id = request.getAttribute(HELD) instanceof String held ? held : idOf(request);
    request.setAttribute(HELD, id);
    response.setHeader(Correlation.HEADER, id);
    MDC.put(Correlation.MDC_KEY, id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(Correlation.MDC_KEY);
    }
  }

  private String idOf(HttpServletRequest request) {
    String asked = request.getHeader(Correlation.HEADER);
    return asked != null && ACCEPTED.matcher(asked).matches()
        ? asked
        : Uuids.timeOrdered(clock.instant()).toString();
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }
}
