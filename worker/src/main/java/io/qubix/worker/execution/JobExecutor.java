package io.qubix.worker.execution;

import tools.jackson.databind.JsonNode;

/** Turns a job's input into its result. */
@FunctionalInterface
public interface JobExecutor {

  /**
   * Works until the result is ready. An interrupt ends the work early, and all processes that it
   * started.
   *
   * @param input the job's {@code inputData}
   * @throws WorkFailed when there is no result; says why
   */
  JsonNode execute(JsonNode input, ProgressReporter progress)
      throws WorkFailed, InterruptedException;
}
