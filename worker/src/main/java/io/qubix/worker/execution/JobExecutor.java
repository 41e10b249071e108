package io.qubix.worker.execution;

import tools.jackson.databind.JsonNode;

/** Turns a job's input into its result. */
@FunctionalInterface
public interface JobExecutor {

  /**
   * Works until the result is there. An interrupt ends the work early, and everything that it
   * started with it.
   *
   * @param input the job's {@code inputData}
   * @throws WorkFailed when there will be no result; says why
   */
  JsonNode execute(JsonNode input, Progress progress) throws WorkFailed, InterruptedException;
}
