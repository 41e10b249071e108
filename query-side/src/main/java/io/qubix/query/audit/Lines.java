package io.qubix.query.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** An answer that grows line by line: how far the work is, and at its end what came of it. */
final class Lines {

  private final OutputStream out;
  private final JsonMapper json;

  private Lines(OutputStream out, JsonMapper json) {
    this.out = out;
    this.json = json;
  }

  /**
   * @param work writes lines of progress, and answers the last line
   */
  static ResponseEntity<StreamingResponseBody> of(JsonMapper json, Function<Lines, Object> work) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_NDJSON)
        .body(
            out -> {
              Lines lines = new Lines(out, json);
              lines.write(work.apply(lines));
            });
  }

  /**
   * @param checked how many events, or up to which position
   * @param of how many there are
   */
  void progress(long checked, long of) {
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
