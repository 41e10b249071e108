package io.qubix.terminal.watch;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What somebody who watches a job sees. */
interface View {

  /** The job as it is now. */
  void job(JsonNode job);

  /** The data of a frame {@code JOB_PROGRESS}. */
  void progress(JsonNode progress);

  void lines(List<JsonNode> lines);

  /** The data of a frame {@code JOB_COMPLETED}, of a job that goes on elsewhere. */
  void retried(JsonNode ended);

  /** Nothing happened for a second. */
  default void tick() {}

  /** Something about the watching itself. */
  void notice(String text);

  /** The last that is shown. */
  void end(JsonNode job);
}
