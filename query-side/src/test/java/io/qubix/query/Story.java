package io.qubix.query;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.WorkTime;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.key.KeyHash;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeyIssued;
import io.qubix.api.key.KeyRevoked;
import io.qubix.api.key.KeyTerms;
import io.qubix.api.key.Scope;
import io.qubix.api.market.MarketState;
import io.qubix.api.market.MarketSwitched;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Availability;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderAvailabilityChanged;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderCooledDown;
import io.qubix.api.provider.event.ProviderCoolingDown;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.query.projection.row.ReadModelJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What happens in the market, written into a log as the command side would. */
public final class Story {

  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TestLog log;
  private Instant now;

  public Story(TestLog log) {
    this(log, START);
  }

  public Story(TestLog log, Instant start) {
    this.log = log;
    this.now = start;
  }

  public Instant now() {
    return now;
  }

  private Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }

  /** A provider as it registered. */
  public record Provider(ProviderState state) {
    public WorkerId workerId() {
      return state.workerId();
    }

    public ProviderTerms terms() {
      return state.terms();
    }
  }

  public Provider registered(String worker, String owner, String price) {
    return registered(worker, owner, price, new Hardware("NVIDIA RTX 4090", 24.0, null, 16, 64.0));
  }

  public Provider registered(String worker, String owner, String price, Hardware hardware) {
    return registered(worker, owner, price, hardware, "Zug");
  }

  /** With nothing special but where it is. */
  public Provider registeredAt(String location, String worker, String price) {
    return registered(
        worker, "OWNER", price, new Hardware("RTX 4090", 24.0, null, 16, 64.0), location);
  }

  public Provider registered(
      String worker, String owner, String price, Hardware hardware, String location) {
    return registered(worker, owner, price, hardware, Serving.ANY, location);
  }

  public Provider registered(
      String worker,
      String owner,
      String price,
      Hardware hardware,
      Serving serving,
      String location) {
    WorkerId id = new WorkerId(worker);
    Instant at = tick();
    ProviderRegistered registered =
        new ProviderRegistered(
            id,
            io.qubix.api.Uuids.named(worker),
            new QubicAddress(owner),
            "name of " + worker,
            ProviderType.NATIVE,
            hardware,
            1,
            serving,
            location,
            Money.of(price),
            at,
            at);
    log.append(id.toString(), registered);
    return new Provider(ProviderState.after(null, registered));
  }

  public void changed(Provider provider, String location, Money price) {
    ProviderTerms terms = provider.terms();
    log.append(
        terms.workerId().toString(),
        new ProviderChanged(terms.workerId(), terms.name(), location, price, true, false, tick()));
  }

  public void wentOffline(Provider provider) {
    log.append(
        provider.workerId().toString(),
        ProviderWentOffline.of(provider.workerId(), OfflineReason.SILENT, List.of(), tick()));
  }

  public void coolsDown(Provider provider) {
    log.append(
        provider.workerId().toString(),
        new ProviderCoolingDown(provider.workerId(), 3, tick().plusSeconds(30), now));
  }

  /** As its owner or its time wants it. */
  public void available(Provider provider, Availability availability) {
    log.append(
        provider.workerId().toString(),
        new ProviderAvailabilityChanged(provider.workerId(), availability, null, tick()));
  }

  public void wentOnline(Provider provider) {
    log.append(provider.workerId().toString(), new ProviderWentOnline(provider.workerId(), tick()));
  }

  public void cooledDown(Provider provider) {
    log.append(
        provider.workerId().toString(), new ProviderCooledDown(provider.workerId(), false, tick()));
  }

  public JobId created(String consumer, String modelType) {
    return created(consumer, modelType, "{\"texts\":[\"a\"],\"precise\":0.10000000000000000001}");
  }

  public JobId created(String consumer, String modelType, String input) {
    return created(consumer, modelType, input, null, null);
  }

  /** A job that repeats another. */
  public JobId repeated(String consumer, JobId job) {
    JobTerms terms = JobTermsBuilder.builder(JobTerms.NONE).retryOf(job).build();
    return created(consumer, "model", "{}", null, terms);
  }

  public JobId labelled(String consumer, Map<String, String> labels) {
    return created(
        consumer,
        "model",
        "{}",
        null,
        JobTermsBuilder.builder(JobTerms.NONE).labels(labels).build());
  }

  public JobId created(
      String consumer,
      String modelType,
      String input,
      @Nullable Requirements requirements,
      @Nullable JobTerms terms) {
    JobId id = new JobId(io.qubix.api.Uuids.timeOrdered(tick()));
    log.append(
        id.toString(),
        new JobCreated(
            id,
            new QubicAddress(consumer),
            modelType,
            0.5,
            ReadModelJson.read(input),
            Money.of("2"),
            requirements,
            terms,
            CreateJob.estimate(0.5, Money.of("2")),
            null,
            now));
    return id;
  }

  public void assigned(JobId job, int attempt, Provider provider) {
    assigned(
        job, attempt, provider, new DecisionReceipt("test/1", 1, List.of(), Map.of(), List.of()));
  }

  public void assigned(JobId job, int attempt, Provider provider, DecisionReceipt receipt) {
    log.append(job.toString(), new JobAssigned(job, attempt, provider.terms(), receipt, tick()));
    log.append(
        provider.workerId().toString(),
        new ProviderReserved(provider.workerId(), job, attempt, now));
  }

  public void started(JobId job, int attempt, Provider provider) {
    log.append(job.toString(), new JobStarted(job, attempt, provider.workerId(), tick()));
  }

  public void progressed(JobId job, int attempt, Provider provider, int percent) {
    log.append(
        job.toString(),
        new JobProgressed(job, attempt, provider.workerId(), percent, "at it", null, null, tick()));
  }

  /** Done, and paid for by this consumer. */
  public JobCompleted completed(
      JobId job, int attempt, String consumer, Provider provider, Duration worked) {
    return completed(job, attempt, consumer, provider, worked, null);
  }

  public JobCompleted completed(
      JobId job,
      int attempt,
      String consumer,
      Provider provider,
      Duration worked,
      @Nullable WorkTime time) {
    Money cost = provider.terms().pricePerHour().forDuration(worked);
    JobCompleted completed =
        new JobCompleted(
            job,
            attempt,
            new QubicAddress(consumer),
            provider.workerId(),
            provider.terms().qubicAddress(),
            provider.terms().pricePerHour(),
            worked,
            cost,
            time,
            ReadModelJson.read("{\"vectors\":[[1.5]]}"),
            tick());
    log.append(job.toString(), completed);
    log.append(
        provider.workerId().toString(),
        new ProviderReleased(provider.workerId(), job, attempt, AttemptEnd.COMPLETED, cost, now));
    return completed;
  }

  public void failed(JobId job, int attempt, Provider provider, @Nullable String error) {
    log.append(
        job.toString(),
        new JobAttemptFailed(
            job,
            attempt,
            provider.workerId(),
            FailureCause.REPORTED,
            String.valueOf(error),
            true,
            attempt,
            null,
            tick()));
    log.append(
        provider.workerId().toString(),
        new ProviderReleased(
            provider.workerId(), job, attempt, AttemptEnd.FAILED, Money.ZERO, now));
  }

  /** An attempt lets its provider go; what becomes of the job is another story. */
  public void released(JobId job, int attempt, Provider provider, AttemptEnd end) {
    log.append(
        provider.workerId().toString(),
        new ProviderReleased(provider.workerId(), job, attempt, end, Money.ZERO, tick()));
  }

  public void requeued(JobId job, int attempt, Provider... failedBy) {
    List<WorkerId> workers = Stream.of(failedBy).map(Provider::workerId).toList();
    log.append(job.toString(), new JobRequeued(job, attempt, workers, null, tick()));
  }

  public void waitedTooLong(JobId job, int attempt) {
    log.append(job.toString(), new JobAssignmentTimedOut(job, attempt, now, tick()));
  }

  public void cancelled(JobId job) {
    log.append(job.toString(), new JobCancelled(job, 1, null, null, null, tick()));
  }

  /** A whole job, from its creation to its payment. */
  public JobId done(String consumer, Provider provider, Duration worked) {
    JobId job = created(consumer, "model");
    assigned(job, 1, provider);
    started(job, 1, provider);
    completed(job, 1, consumer, provider, worked);
    return job;
  }

  public void renamed(String address, @Nullable String name) {
    log.append("user:" + address, new UserRenamed(new QubicAddress(address), name, tick()));
  }

  public void keyIssuedAndRevoked(String id, String consumer) {
    KeyId key = new KeyId(id);
    Caller operator = new Caller(Role.OPERATOR, null, "0perat0rKey0", "operator");
    KeyTerms terms =
        new KeyTerms(Role.CONSUMER, consumer, "laptop", Set.of(Scope.READ, Scope.WRITE), null);
    log.append(
        key.toString(),
        new KeyIssued(key, new KeyHash("00ff".repeat(16)), terms, operator, tick()),
        new KeyRevoked(key, operator, tick()));
  }

  public void marketPaused() {
    log.append(MarketState.STREAM, new MarketSwitched(MarketState.PAUSED, "New cables", tick()));
  }
}
