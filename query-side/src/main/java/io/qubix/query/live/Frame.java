package io.qubix.query.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.api.telemetry.LogLine;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A frame from the server to a client. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Frame(String type, @Nullable Object data) {

  static final Frame PONG = new Frame("pong", null);

  static Frame connected(UUID clientId, Instant timestamp) {
    return new Frame("connected", new Connected(clientId, timestamp));
  }

  static Frame subscribed(String subscription) {
    return new Frame("subscribed", new Subscribed(subscription));
  }

  static Frame error(String message) {
    return new Frame("error", new Problem(message));
  }

  static Frame jobProgress(JobId job, Progress at, @Nullable JsonNode metrics, Instant timestamp) {
    return new Frame(
        "JOB_PROGRESS",
        new JobAt(
            job,
            at.progress(),
            at.currentOperation(),
            metrics,
            at.timeRemaining(),
            at.costSoFar(),
            timestamp));
  }

  static Frame jobCompleted(JobId job, JobStatus status, Outcome result, Instant timestamp) {
    return new Frame("JOB_COMPLETED", new JobOver(job, status, result, timestamp));
  }

  static Frame jobLogs(JobId job, List<LogLine> logs, Instant timestamp) {
    return new Frame("JOB_LOGS", new JobLogs(job, logs, timestamp));
  }

  static Frame marketplace(MarketNews type, @Nullable UUID providerId, @Nullable JobId jobId) {
    return new Frame("MARKETPLACE_UPDATE", new Market(type, providerId, jobId));
  }

  static Frame providerRegistered(ProviderView provider) {
    return new Frame("PROVIDER_REGISTERED", provider);
  }

  static Frame providerStatus(ProviderView provider) {
    return new Frame(
        "PROVIDER_STATUS_CHANGED",
        new ProviderIs(
            provider.id(),
            new Status(
                provider.presence().isOnline(),
                provider.presence().isAvailable(),
                provider.lastHeartbeat())));
  }

  static Frame gpuMetrics(UUID providerId, JsonNode metrics, Instant timestamp) {
    return new Frame("GPU_METRICS_UPDATE", new GpuMetrics(providerId, metrics, timestamp));
  }

  static Frame earnings(
      UUID providerId,
      @Nullable JobId jobId,
      Money earnings,
      Sum totalEarnings,
      Instant timestamp) {
    return new Frame(
        "EARNINGS_UPDATE", new Earned(providerId, jobId, earnings, totalEarnings, timestamp));
  }

  /** The kinds of news of the marketplace. */
  enum MarketNews {
    @JsonProperty("provider_busy")
    PROVIDER_BUSY,
    @JsonProperty("provider_available")
    PROVIDER_AVAILABLE,
    @JsonProperty("job_created")
    JOB_CREATED,
    @JsonProperty("job_assigned")
    JOB_ASSIGNED,
    @JsonProperty("job_assignment_timeout")
    JOB_ASSIGNMENT_TIMEOUT
  }

  /**
   * How an attempt, or the job with it, ended; in seconds and QUBIC.
   *
   * @param resultOmitted true when the result is too large to be sent again to a late subscriber
   *     and is only in the job itself, otherwise null
   */
  record Outcome(
      @Nullable JsonNode result,
      @Nullable String error,
      @Nullable Money actualCost,
      @Nullable Double actualDuration,
      boolean willRetry,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean resultOmitted) {

    static Outcome failed(String error, boolean willRetry) {
      return new Outcome(null, error, null, null, willRetry, null);
    }
  }

  /** The progress of an attempt. */
  record Progress(
      int progress,
      @Nullable String currentOperation,
      @Nullable Double timeRemaining,
      @Nullable Money costSoFar) {

    static final Progress NONE = new Progress(0, null, null, null);
  }

  private record Connected(UUID clientId, Instant timestamp) {}

  private record Subscribed(String subscription) {}

  private record Problem(String message) {}

  private record JobAt(
      JobId jobId,
      int progress,
      @Nullable String currentOperation,
      @Nullable JsonNode metrics,
      @Nullable Double timeRemaining,
      @Nullable Money costSoFar,
      Instant timestamp) {}

  private record JobOver(JobId jobId, JobStatus status, Outcome result, Instant timestamp) {}

  private record JobLogs(JobId jobId, List<LogLine> logs, Instant timestamp) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Market(MarketNews type, @Nullable UUID providerId, @Nullable JobId jobId) {}

  private record ProviderIs(UUID providerId, Status status) {}

  private record Status(
      @JsonProperty("isOnline") boolean isOnline,
      @JsonProperty("isAvailable") boolean isAvailable,
      Instant lastHeartbeat) {}

  private record GpuMetrics(UUID providerId, JsonNode metrics, Instant timestamp) {}

  private record Earned(
      UUID providerId,
      @Nullable JobId jobId,
      Money earnings,
      Sum totalEarnings,
      Instant timestamp) {}
}
