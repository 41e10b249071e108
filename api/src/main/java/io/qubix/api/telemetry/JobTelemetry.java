package io.qubix.api.telemetry;

import io.qubix.api.job.JobId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a worker reported about a job.
 *
 * @param metrics a JSON object, or null when there were none
 */
public record JobTelemetry(
    JobId jobId, Instant at, @Nullable JsonNode metrics, List<LogLine> lines) {

  public boolean isEmpty() {
    return metrics == null && lines.isEmpty();
  }
}
