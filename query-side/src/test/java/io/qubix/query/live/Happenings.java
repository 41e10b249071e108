package io.qubix.query.live;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.user.QubicAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events of one job and one provider, with what they say by default. */
public final class Happenings {

  public static final Instant AT = Instant.parse("2026-11-23T17:36:00.123Z");

  public final JobId job = JobId.next(AT);
  public final UUID providerId = UUID.randomUUID();
  public final WorkerId worker;
  private final Instant createdAt;

  public Happenings() {
    worker = new WorkerId("worker-" + providerId);
    createdAt = AT;
  }

  /** Of another job of a worker. */
  public Happenings(WorkerId worker, Instant createdAt) {
    this.worker = worker;
    this.createdAt = createdAt;
  }

  public static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  public JobCreated created() {
    return new JobCreated(
        job,
        new QubicAddress("CONSUMER"),
        "llama",
        1,
        json("{}"),
        null,
        null,
        null,
        Money.ONE,
        null,
        createdAt);
  }

  public JobAssigned assigned() {
    return assignedTo(worker);
  }

  public JobAssigned assignedTo(WorkerId worker) {
    ProviderTerms terms =
        new ProviderTerms(
            providerId, worker, new QubicAddress("PROVIDER"), "rig", "RTX 4090", Money.of("2"));
    DecisionReceipt receipt =
        new DecisionReceipt("cheapest-then-idle/1", 1, List.of(), Map.of(), List.of());
    return new JobAssigned(job, 1, terms, receipt, AT);
  }

  public JobProgressed progressed(int percent) {
    return new JobProgressed(job, 1, worker, percent, "inference", 12.5, Money.of("0.25"), AT);
  }

  public JobCompleted completed(JsonNode result) {
    return new JobCompleted(
        job,
        1,
        new QubicAddress("CONSUMER"),
        worker,
        new QubicAddress("PROVIDER"),
        Money.of("2"),
        Duration.ofMillis(1800500),
        Money.of("1.000278"),
        null,
        result,
        AT);
  }

  public JobAttemptFailed attemptFailed(boolean willRetry) {
    return new JobAttemptFailed(
        job, 1, worker, FailureCause.REPORTED, "out of memory", willRetry, 1, null, AT);
  }

  public ProviderRegistered registered() {
    return new ProviderRegistered(
        worker,
        providerId,
        new QubicAddress("PROVIDER"),
        "rig",
        ProviderType.NATIVE,
        new Hardware("RTX 4090", 24.0, "Ryzen", 16, 64.0),
        1,
        Serving.ANY,
        "eu",
        Money.of("2"),
        AT,
        AT);
  }

  public ProviderReserved reserved() {
    return new ProviderReserved(worker, job, 1, AT);
  }

  public ProviderReleased released(Money earning) {
    return new ProviderReleased(worker, job, 1, AttemptEnd.COMPLETED, earning, AT);
  }
}
