package io.qubix.app.correlation;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Names the job or worker of a request's path in its log lines. */
final class LoggedSubject implements HandlerInterceptor {

  private static final Map<String, String> NAMES =
      Map.of("jobId", "job", "workerId", "worker", "idOrWorkerId", "worker");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> variables) {
      NAMES.forEach((variable, name) -> put(name, variables.get(variable)));
    }
    return true;
  }

  private static void put(String name, @Nullable Object value) {
    if (value != null) {
      MDC.put(name, value.toString());
    }
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception thrown) {
    NAMES.values().forEach(MDC::remove);
  }
}
