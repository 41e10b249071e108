package io.qubix.terminal.view;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Shows a watched job to the user; what it does not override, it does not show. */
@FunctionalInterface
public interface View {

  /** Shows the job's current state. */
  default void job(JsonNode job) {}

  /** The data of a frame {@code JOB_PROGRESS}. */
  default void progress(JsonNode progress) {}

  default void lines(List<JsonNode> lines) {}

  /** Shows the data of a frame {@code JOB_COMPLETED} after which the job is tried again. */
  default void retried(JsonNode ended) {}

  /** Called after each second without a frame. */
  default void tick() {}

  /** Shows a message about the watch itself. */
  void notice(String text);

  /** Shows the end of the job. */
  default void end(JsonNode job) {}
}
