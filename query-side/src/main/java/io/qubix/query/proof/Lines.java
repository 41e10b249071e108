package io.qubix.query.proof;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.AsyncWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** Answers line by line: the progress of a long task, and at the end its result. */
public final class Lines {

  /** Removes the usual timeout, because reading a whole log may take longer. */
  private static final CallableProcessingInterceptor ENDLESS =
      new CallableProcessingInterceptor() {
        @Override
        public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
          if (request instanceof AsyncWebRequest answered) {
            answered.setTimeout(0L);
          }
        }
      };

  private final OutputStream out;
  private final JsonMapper json;

  private Lines(OutputStream out, JsonMapper json) {
    this.out = out;
    this.json = json;
  }

  /**
   * @param request stays open however long the task takes
   * @param work writes lines of progress, and returns the last line
   */
  public static ResponseEntity<StreamingResponseBody> of(
      HttpServletRequest request, JsonMapper json, Function<Lines, Object> work) {
    WebAsyncUtils.getAsyncManager(request).registerCallableInterceptor(Lines.class, ENDLESS);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_NDJSON)
        .body(
            out -> {
              Lines lines = new Lines(out, json);
              lines.write(work.apply(lines));
            });
  }

  /**
   * @param checked events so far, or the position reached
   * @param of all events, or the last position
   */
  public void progress(long checked, long of) {
    write(Map.of("checked", checked, "of", of));
  }

  private void write(Object value) {
    try {
      out.write((json.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
