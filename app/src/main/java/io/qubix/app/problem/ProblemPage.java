package io.qubix.app.problem;

import io.qubix.app.ConsolePaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers a browser with an error page where programs get a problem document. */
@Component
class ProblemPage implements HandlerExceptionResolver, Ordered {

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception thrown) {
    if (!ConsolePaths.isForPeople(request, ConsolePaths.pathOf(request))
        || response.isCommitted()) {
      return null;
    }
    Fault fault = ProblemAdvice.faultOf(thrown, request);
    if (fault.retryAfter() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, ProblemWriter.seconds(fault.retryAfter()));
    }
    return page(fault, request.getRequestURI());
  }

  static ModelAndView page(Fault fault, String path) {
    ModelAndView page =
        new ModelAndView("problem", Map.of("problem", Problem.of(fault, path), "path", path));
    page.setStatus(HttpStatusCode.valueOf(fault.status()));
    return page;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
