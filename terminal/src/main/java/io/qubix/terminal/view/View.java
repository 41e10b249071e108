package io.qubix.terminal.view;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Shows a watched job to the user. */
public interface View {

  /** Shows the job's current state. */
  void job(JsonNode job);

  /** The data of a frame {@code JOB_PROGRESS}. */
  void progress(JsonNode progress);

  void lines(List<JsonNode> lines);

  /** Shows the data of a frame {@code JOB_COMPLETED} after which the job is tried again. */
  void retried(JsonNode ended);

  /** Called after each second without a frame. */
  default void tick() {}

  /** Shows a message about the watch itself. */
  void notice(String text);

  /** Shows the end of the job. */
  void end(JsonNode job);
}
