package io.qubix.terminal.view;

import io.qubix.terminal.print.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Prints one JSON object a line for scripts, shaped like the service's frames; {@code JOB} holds
 * the job.
 */
public final class JsonView implements View {

  private final Output output;

  public JsonView(Output output) {
    this.output = output;
  }

  @Override
  public void job(JsonNode job) {
    print("JOB", job);
  }

  @Override
  public void progress(JsonNode progress) {
    print("JOB_PROGRESS", progress);
  }

  @Override
  public void lines(List<JsonNode> lines) {
    if (!lines.isEmpty()) {
      print("JOB_LOGS", Map.of("logs", lines));
    }
  }

  @Override
  public void retried(JsonNode ended) {
    print("JOB_COMPLETED", ended);
  }

  @Override
  public void notice(String text) {
    output.notice(text);
  }

  @Override
  public void end(JsonNode job) {
    print("JOB", job);
  }

  private void print(String type, Object data) {
    Map<String, Object> frame = new LinkedHashMap<>();
    frame.put("type", type);
    frame.put("data", data);
    output.jsonLine(frame);
  }
}
