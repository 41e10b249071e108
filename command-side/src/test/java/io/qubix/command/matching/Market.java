package io.qubix.command.matching;

import io.qubix.api.Uuids;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobCreatedBuilder;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderCooledDown;
import io.qubix.api.provider.event.ProviderCoolingDown;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Events of a small market, with defaults that fit each other. */
final class Market {

  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  static final Hardware MACHINE = new Hardware("NVIDIA RTX 4090", 24.0, "Ryzen 9", 16, 64.0);

  private Market() {}

  static Instant second(int second) {
    return START.plusSeconds(second);
  }

  static JobId job(int number) {
    return new JobId(Uuids.named("job " + number));
  }

  static WorkerId worker(int number) {
    return new WorkerId("worker-" + number);
  }

  static JobCreated created(int number) {
    return created(number, null, null);
  }

  static JobCreated created(int number, @Nullable String maxPrice, @Nullable Requirements asked) {
    return created(job(number), second(number), maxPrice, asked);
  }

  static JobCreated created(
      JobId id, Instant at, @Nullable String maxPrice, @Nullable Requirements asked) {
    return new JobCreated(
        id,
        new QubicAddress("CONSUMER"),
        "all-minilm-l6-v2",
        1,
        JsonNodeFactory.instance.objectNode(),
        maxPrice == null ? null : Money.of(maxPrice),
        asked,
        null,
        Money.ONE,
        null,
        at);
  }

  /** The same job, to be offered later. */
  static JobCreated notBefore(@Nullable Instant time, JobCreated job) {
    return JobCreatedBuilder.builder(job).terms(terms(job).notBefore(time).build()).build();
  }

  /** The same job, of another consumer. */
  static JobCreated by(String consumer, JobCreated job) {
    return JobCreatedBuilder.builder(job).consumer(new QubicAddress(consumer)).build();
  }

  /** The same job, of another priority. */
  static JobCreated priority(@Nullable Integer priority, JobCreated job) {
    return JobCreatedBuilder.builder(job).terms(terms(job).priority(priority).build()).build();
  }

  private static JobTermsBuilder terms(JobCreated job) {
    return JobTermsBuilder.builder(JobTerms.orNone(job.terms()));
  }

  static JobAssigned assigned(JobId id, int attempt, WorkerId worker) {
    ProviderTerms terms =
        new ProviderTerms(
            new UUID(0, 1), worker, new QubicAddress("PROVIDER"), null, null, Money.ONE);
    DecisionReceipt receipt = new DecisionReceipt("test/1", 1, List.of(), Map.of(), List.of());
    return new JobAssigned(id, attempt, terms, receipt, START);
  }

  static JobRequeued requeued(JobId id, int attempt, WorkerId... failedBy) {
    return requeued(id, attempt, null, failedBy);
  }

  static JobRequeued requeued(
      JobId id, int attempt, @Nullable Instant notBefore, WorkerId... failedBy) {
    return new JobRequeued(id, attempt, List.of(failedBy), notBefore, START);
  }

  static JobLeftWaiting leftWaiting(JobId id, int attempt) {
    return new JobLeftWaiting(id, attempt, START, START);
  }

  static JobAssignmentTimedOut timedOut(JobId id, int attempt) {
    return new JobAssignmentTimedOut(id, attempt, START, second(30));
  }

  static JobCancelled cancelled(JobId id) {
    return new JobCancelled(id, 1, null, null, null, START);
  }

  static ProviderRegistered registered(int number, String price) {
    return registered(worker(number), price, MACHINE, null, START);
  }

  static ProviderRegistered registered(int number, String price, int slots) {
    return registered(worker(number), price, MACHINE, slots, Serving.ANY, null, START);
  }

  static ProviderRegistered registered(
      WorkerId worker, String price, Hardware machine, @Nullable String location, Instant at) {
    return registered(worker, price, machine, Serving.ANY, location, at);
  }

  static ProviderRegistered registered(
      WorkerId worker,
      String price,
      Hardware machine,
      Serving serving,
      @Nullable String location,
      Instant at) {
    return registered(worker, price, machine, 1, serving, location, at);
  }

  static ProviderRegistered registered(
      WorkerId worker,
      String price,
      Hardware machine,
      int slots,
      Serving serving,
      @Nullable String location,
      Instant at) {
    return new ProviderRegistered(
        worker,
        Uuids.named(worker.toString()),
        new QubicAddress("PROVIDER"),
        null,
        ProviderType.NATIVE,
        machine,
        slots,
        serving,
        location,
        Money.of(price),
        START,
        at);
  }

  static ProviderReserved reserved(WorkerId worker, JobId job, int attempt) {
    return new ProviderReserved(worker, job, attempt, START);
  }

  static ProviderReleased completed(WorkerId worker, JobId job, int attempt, Instant at) {
    return new ProviderReleased(worker, job, attempt, AttemptEnd.COMPLETED, Money.ONE, at);
  }

  static ProviderChanged priced(WorkerId worker, String price) {
    return new ProviderChanged(worker, null, null, Money.of(price), true, false, START);
  }

  static ProviderCoolingDown coolingDown(WorkerId worker, Instant until) {
    return new ProviderCoolingDown(worker, 3, until, START);
  }

  static ProviderCooledDown cooledDown(WorkerId worker, Instant at) {
    return new ProviderCooledDown(worker, /* forgiven= */ false, at);
  }

  static ProviderWentOffline wentOffline(WorkerId worker) {
    return ProviderWentOffline.of(worker, OfflineReason.REPORTED, List.of(), START);
  }

  static ProviderWentOnline wentOnline(WorkerId worker, Instant at) {
    return new ProviderWentOnline(worker, at);
  }

  static Requirements vram(double minVramGb) {
    return new Requirements(null, minVramGb, null, null);
  }
}
