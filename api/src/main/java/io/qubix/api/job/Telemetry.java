package io.qubix.api.job;

import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What workers tell beside their progress. It is kept, capped, and shown, but never part of an
 * event: losing some of it loses nobody a job or money. Not for use within a transaction: it is
 * kept for itself, and less durably.
 */
public interface Telemetry {

  /**
   * Keeps what a worker reported of a job.
   *
   * @param metrics a JSON object; null when there were none
   */
  void ofJob(JobId jobId, Instant at, @Nullable JsonNode metrics, List<LogLine> lines);

  /** Keeps what a worker reported of its machine: a JSON object. */
  void ofProvider(WorkerId workerId, Instant at, JsonNode usage);
}
