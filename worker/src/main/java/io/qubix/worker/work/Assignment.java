package io.qubix.worker.work;

import tools.jackson.databind.JsonNode;

/**
 * A job as its worker sees it.
 *
 * @param attempt 1-based; every report names it
 */
record Assignment(String jobId, int attempt, String modelType, JsonNode input) {

  /**
   * @param job in the service's JSON
   */
  static Assignment of(JsonNode job) {
    return new Assignment(
        job.path("id").asString(),
        job.path("attempt").asInt(1),
        job.path("modelType").asString(),
        job.path("inputData"));
  }

  /** Returns how requests name it. */
  String name() {
    return name(jobId, attempt);
  }

  static String name(String jobId, int attempt) {
    return jobId + ":" + attempt;
  }
}
