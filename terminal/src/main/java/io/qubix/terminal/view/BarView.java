package io.qubix.terminal.view;

import io.qubix.terminal.print.Bar;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.print.Times;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Scrolls the log above a progress bar, for a person at a terminal. */
public final class BarView implements View {

  private final Output output;
  private final Bar bar;
  private final long began = System.nanoTime();
  private State state = State.UNKNOWN;

  public BarView(Output output) {
    this.output = output;
    this.bar = new Bar(output);
  }

  @Override
  public void job(JsonNode job) {
    state = state.after(job);
    draw();
  }

  @Override
  public void progress(JsonNode progress) {
    state = state.afterProgress(progress);
    draw();
  }

  @Override
  public void lines(List<JsonNode> lines) {
    lines.forEach(line -> bar.above(PrintedLog.shown(line, output.style())));
  }

  @Override
  public void retried(JsonNode ended) {
    String error = Text.clean(ended.path("result").path("error").asString(""));
    bar.above(output.style().warning("An attempt failed, and another follows: ") + error);
  }

  @Override
  public void tick() {
    draw();
  }

  @Override
  public void notice(String text) {
    bar.above(output.style().faint(text));
  }

  @Override
  public void end(JsonNode job) {
    bar.clear();
    JobOutcome.print(job, output);
  }

  private void draw() {
    String watched = Times.length(Duration.ofNanos(System.nanoTime() - began));
    bar.draw(
        state.status(),
        state.status().equals("RUNNING") ? state.progress() : -1,
        state.details(watched));
  }
}
