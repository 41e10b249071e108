package io.qubix.app.problem;

import io.qubix.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests that Tomcat refuses before our code runs, such as those that are no HTTP. */
public class ProblemValve extends ErrorReportValve {

  private static final JsonMapper MAPPER = Json.builder().build();

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    String path = request.getRequestURI();
    Problem problem = Problem.of(Fault.of(status), path == null ? "" : path);
    try {
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setContentType(Problem.MEDIA_TYPE);
      response.setCharacterEncoding(StandardCharsets.UTF_8.name());
      response.getReporter().write(MAPPER.writeValueAsString(problem));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      // The client has gone.
    }
  }
}
