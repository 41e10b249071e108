package io.qubix.api.telemetry;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Stores what workers report beside their progress, with caps. It is never part of an event: losing
 * some of it costs no job and no money. Do not use it within a transaction: it is written
 * separately, and less durably.
 */
public interface Telemetry {

  /**
   * Stores a worker's report about a job.
   *
   * @param metrics a JSON object, or null when there were none
   */
  default void ofJob(JobId jobId, Instant at, @Nullable JsonNode metrics, List<LogLine> lines) {
    ofJobs(List.of(new JobTelemetry(jobId, at, metrics, lines)));
  }

  /** Stores several reports in their order, at less cost. */
  void ofJobs(List<JobTelemetry> reports);

  /** Stores a worker's report about its machine: a JSON object. */
  void ofProvider(WorkerId workerId, Instant at, JsonNode usage);
}
