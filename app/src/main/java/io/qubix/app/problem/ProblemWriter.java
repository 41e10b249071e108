package io.qubix.app.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problem documents for filters, which refuse requests before a controller is reached. */
@Component
public class ProblemWriter {

  private final JsonMapper mapper;

  ProblemWriter(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Answers a request with a problem document; the caller sets further headers. */
  public void refuse(
      HttpServletRequest request, HttpServletResponse response, int status, String detail)
      throws IOException {
    write(request, response, Fault.of(status, detail));
  }

  /** Answers a request that failed before a controller was reached. */
  public void refuse(HttpServletRequest request, HttpServletResponse response, Exception thrown)
      throws IOException {
    Fault fault = FaultMapping.of(thrown).orElseGet(() -> ProblemAdvice.ours(thrown));
    if (fault.retryAfter() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, seconds(fault.retryAfter()));
    }
    write(request, response, fault);
  }

  private void write(HttpServletRequest request, HttpServletResponse response, Fault fault)
      throws IOException {
    byte[] body = mapper.writeValueAsBytes(Problem.of(fault, request.getRequestURI()));
    response.setStatus(fault.status());
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Returns a value for {@code Retry-After}: whole seconds, at least one. */
  static String seconds(Duration duration) {
    return String.valueOf(Math.max(1, duration.plusMillis(999).toSeconds()));
  }
}
