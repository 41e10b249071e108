package io.qubix.terminal.view;

import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints a line for each change, for files and pipes. */
public final class PlainView implements View {

  private final Output output;
  private State state = State.UNKNOWN;
  private String last = "";

  public PlainView(Output output) {
    this.output = output;
  }

  @Override
  public void job(JsonNode job) {
    state = state.after(job);
    say();
  }

  @Override
  public void progress(JsonNode progress) {
    state = state.afterProgress(progress);
    say();
  }

  @Override
  public void lines(List<JsonNode> lines) {
    lines.forEach(line -> output.line(PrintedLog.shown(line, output.style())));
  }

  @Override
  public void retried(JsonNode ended) {
    String error = Text.clean(ended.path("result").path("error").asString(""));
    output.line(now() + " An attempt failed, and another follows: " + error);
  }

  @Override
  public void notice(String text) {
    output.notice(text);
  }

  @Override
  public void end(JsonNode job) {
    JobOutcome.print(job, output);
  }

  private void say() {
    String details = state.details("");
    String line =
        state.status()
            + (state.status().equals("RUNNING") ? " " + state.progress() + "%" : "")
            + (details.isEmpty() ? "" : " " + details);
    if (!line.equals(last)) {
      output.line(now() + " " + line);
      last = line;
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().substring(11);
  }
}
