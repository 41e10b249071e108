package io.qubix.command.job;

import static org.axonframework.test.matchers.Matchers.exactSequenceOf;
import static org.axonframework.test.matchers.Matchers.predicate;

import io.qubix.api.Rejection;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.Effort;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.WorkTime;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.command.CompleteJob;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.command.CreateJobOnce;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.job.command.ReportProgress;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobCreatedBuilder;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.money.Money;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ReleaseProvider;
import io.qubix.api.provider.command.ReserveProvider;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.matching.FirstOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What happened to a job so far. It was created at {@link #CREATED} by {@link #CONSUMER}; each
 * provider is named, and costs 36 QUBIC an hour: 0.01 a second.
 */
public final class JobStory {

  static final Instant CREATED = Instant.parse("2026-11-23T17:00:00Z");

  /** Hours. */
  private static final double COMPUTE_NEEDED = 2.0;

  static final JobId JOB = JobId.next(CREATED);
  static final QubicAddress CONSUMER = new QubicAddress("CONSUMER");
  public static final Money PRICE = Money.of("36");
  public static final DecisionReceipt RECEIPT =
      new DecisionReceipt("test/1", 1, List.of(), Map.of(), List.of());

  private final AggregateTestFixture<Job> axon = new AggregateTestFixture<>(Job.class);
  private final SettableClock clock = new SettableClock(CREATED);
  private final List<Object> events = new ArrayList<>();
  private final List<WorkerId> failedBy = new ArrayList<>();

  /** Commands that went to providers. */
  final List<Object> nested = new ArrayList<>();

  private @Nullable String requestHash;
  private int attempt = 1;
  private int reassignments;
  private String worker = "nobody";
  private Instant waitingSince = CREATED;
  private Money priceNow = PRICE;
  private Instant assignedAt = CREATED;
  private boolean providerIsTaken;
  private boolean earningsAreFull;
  private @Nullable String offeredTo;

  private JobStory(Metering metering, JobSettings settings) {
    axon.registerInjectableResource(metering);
    axon.registerInjectableResource(clock);
    axon.registerInjectableResource(settings);
    axon.registerInjectableResource((FirstOffer) this::offer);
    axon.registerInjectableResource(new NestedCommands(axon.getCommandBus()));
    axon.registerCommandHandler(
        ReserveProvider.class, message -> reserve((ReserveProvider) message.getPayload()));
    axon.registerCommandHandler(
        ReleaseProvider.class, message -> release((ReleaseProvider) message.getPayload()));
  }

  static JobStory given() {
    return given(Metering.TRUST);
  }

  static JobStory given(Metering metering) {
    return new JobStory(metering, JobSettings.USUAL);
  }

  static JobStory given(JobSettings settings) {
    return new JobStory(Metering.TRUST, settings);
  }

  JobStory created() {
    events.add(creation(requestHash));
    return this;
  }

  JobStory createdOn(JobTerms terms) {
    events.add(JobCreatedBuilder.builder(creation(null)).terms(terms).build());
    return this;
  }

  JobStory createdWithKeyFor(String body) {
    requestHash = body;
    return created();
  }

  JobStory leftWaiting() {
    events.add(new JobLeftWaiting(JOB, attempt, waitingSince, clock.instant()));
    return this;
  }

  JobStory timedOut() {
    events.add(new JobAssignmentTimedOut(JOB, attempt, waitingSince, clock.instant()));
    return this;
  }

  JobStory assigned() {
    return created().assignedTo("ann");
  }

  JobStory assignedTo(String name) {
    return assignedTo(name, PRICE);
  }

  JobStory assignedTo(String name, Money price) {
    worker = name;
    priceNow = price;
    assignedAt = clock.instant();
    events.add(new JobAssigned(JOB, attempt, terms(name, price), RECEIPT, clock.instant()));
    return this;
  }

  JobStory started() {
    events.add(new JobStarted(JOB, attempt, new WorkerId(worker), clock.instant()));
    return this;
  }

  JobStory progressed(int percent, @Nullable String operation) {
    events.add(
        new JobProgressed(
            JOB, attempt, new WorkerId(worker), percent, operation, null, null, clock.instant()));
    return this;
  }

  /** Goes on with the same, told so many times. */
  JobStory also(int times, BiConsumer<JobStory, Integer> chapter) {
    for (int i = 1; i <= times; i++) {
      chapter.accept(this, i);
    }
    return this;
  }

  JobStory completed(Duration worked, Money cost) {
    events.add(completion(worked, cost));
    return this;
  }

  JobStory failed() {
    return failedUntil(null);
  }

  /** The job may be offered again from then on. */
  JobStory failedUntil(@Nullable Instant retryAt) {
    failedBy.add(new WorkerId(worker));
    boolean willRetry = reassignments < 3;
    reassignments = willRetry ? reassignments + 1 : reassignments;
    return ended(FailureCause.REPORTED, "boom", willRetry, retryAt);
  }

  /** Its provider fell silent; the job lost none of its reassignments. */
  JobStory lost() {
    return ended(FailureCause.PROVIDER_LOST, FailJob.PROVIDER_LOST, true, null);
  }

  JobStory timedOutAttempt() {
    reassignments++;
    return ended(FailureCause.TIMED_OUT, "late", true, null);
  }

  /** The attempt, and with it the job, was ended because it cost too much. */
  JobStory overBudget() {
    return ended(FailureCause.BUDGET, "dear", false, null);
  }

  JobStory requeued() {
    attempt++;
    waitingSince = clock.instant();
    events.add(new JobRequeued(JOB, attempt, List.copyOf(failedBy), null, waitingSince));
    return this;
  }

  /** So many attempts were lost with their provider, and the job was put back each time. */
  JobStory lostTimes(int times) {
    created();
    for (int i = 1; i <= times; i++) {
      assignedTo("ann").lost().requeued();
    }
    return this;
  }

  /** Attempts 1 to this one failed, each by another worker, and the job was put back but last. */
  JobStory failedTimes(int times) {
    created();
    for (int i = 1; i <= times; i++) {
      if (i > 1) {
        requeued();
      }
      assignedTo("worker-" + i).failed();
    }
    return this;
  }

  JobStory cancelled() {
    events.add(
        new JobCancelled(JOB, attempt, new WorkerId(worker), CONSUMER, null, clock.instant()));
    return this;
  }

  JobStory after(Duration time) {
    clock.advance(time);
    return this;
  }

  JobStory afterSeconds(double seconds) {
    return after(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  JobStory providerIsTaken() {
    providerIsTaken = true;
    return this;
  }

  JobStory providerNowCosts(String price) {
    priceNow = Money.of(price);
    return this;
  }

  /** What is created now is offered to that provider at once. */
  JobStory offeredTo(String name) {
    offeredTo = name;
    return this;
  }

  JobStory earningsAreFull() {
    earningsAreFull = true;
    return this;
  }

  ResultValidator<Job> when(Object command) {
    return axon.given(events).when(command);
  }

  Instant now() {
    return clock.instant();
  }

  /** The completion by a worker that does not say how long it worked. */
  JobCompleted completion(Duration worked, Money cost) {
    return completion(null, worked, cost);
  }

  JobCompleted completion(@Nullable Duration reported, Duration billed, Money cost) {
    WorkerId by = new WorkerId(worker);
    Duration measured = Duration.between(assignedAt, now());
    return new JobCompleted(
        JOB,
        attempt,
        CONSUMER,
        by,
        new QubicAddress("EARNER-" + worker),
        priceNow,
        billed,
        cost,
        new WorkTime(reported, measured.isNegative() ? Duration.ZERO : measured),
        null,
        now());
  }

  static JobCreated creation(@Nullable String requestHash) {
    return new JobCreated(
        JOB,
        CONSUMER,
        "llama",
        COMPUTE_NEEDED,
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        JobTermsBuilder.builder(JobTerms.NONE).timeoutSeconds(86_400).build(),
        Money.of("2"),
        requestHash,
        CREATED);
  }

  static CreateJob create() {
    return new CreateJob(
        JOB,
        CONSUMER,
        "llama",
        COMPUTE_NEEDED,
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        JobTerms.NONE);
  }

  static CreateJobOnce createOnce(String requestHash) {
    return new CreateJobOnce(create(), requestHash, "earlier " + requestHash);
  }

  static AssignJob assign(int attempt, String name) {
    return new AssignJob(JOB, attempt, terms(name, PRICE), RECEIPT);
  }

  static ReportProgress report(String name, int percent) {
    return report(name, percent, null);
  }

  static ReportProgress report(String name, int percent, @Nullable String operation) {
    return new ReportProgress(JOB, null, new WorkerId(name), percent, operation);
  }

  static CompleteJob complete(String name) {
    return complete(name, null, null);
  }

  static CompleteJob complete(String name, @Nullable Integer attempt, @Nullable Duration worked) {
    return new CompleteJob(JOB, attempt, new WorkerId(name), worked, null);
  }

  static FailJob fail(String name) {
    return fail(name, null);
  }

  static FailJob fail(String name, @Nullable Integer attempt) {
    return new FailJob(JOB, attempt, new WorkerId(name), FailureCause.REPORTED, "boom", true, null);
  }

  public static ProviderTerms terms(String name, Money price) {
    return new ProviderTerms(
        UUID.nameUUIDFromBytes(name.getBytes()),
        new WorkerId(name),
        new QubicAddress("EARNER-" + name),
        name,
        "RTX 4090",
        price);
  }

  static ReleaseProvider released(String name, int attempt, AttemptEnd end, Money earning) {
    return new ReleaseProvider(new WorkerId(name), JOB, attempt, end, earning, false, null, null);
  }

  static ReleaseProvider released(String name, int attempt, FailureCause cause) {
    return new ReleaseProvider(
        new WorkerId(name), JOB, attempt, cause.end(), Money.ZERO, false, cause, null);
  }

  /** A completed first attempt. */
  static ReleaseProvider released(String name, Money earning, WorkTime time) {
    return new ReleaseProvider(
        new WorkerId(name),
        JOB,
        1,
        AttemptEnd.COMPLETED,
        earning,
        false,
        null,
        Effort.of(COMPUTE_NEEDED, time));
  }

  /**
   * Expects one event with that mark for the saga.
   *
   * @param mark the mark, or null for none
   */
  static void expectMark(ResultValidator<Job> result, Class<?> type, @Nullable String mark) {
    result.expectEventsMatching(
        exactSequenceOf(
            predicate(
                (EventMessage<?> event) ->
                    event.getPayloadType() == type
                        && Objects.equals(
                            mark, event.getMetaData().get(JobCreated.TROUBLED_JOB)))));
  }

  /** Any event, but only one. */
  static Matcher<List<Object>> oneEvent() {
    return exactSequenceOf(predicate((Object event) -> true));
  }

  private JobStory ended(
      FailureCause cause, String error, boolean willRetry, @Nullable Instant retryAt) {
    events.add(
        new JobAttemptFailed(
            JOB,
            attempt,
            new WorkerId(worker),
            cause,
            error,
            willRetry,
            reassignments,
            retryAt,
            clock.instant()));
    if (!willRetry) {
      events.add(new JobFailed(JOB, attempt, error, clock.instant()));
    }
    return this;
  }

  private void offer(JobCreated job, Consumer<AssignJob> assign) {
    if (offeredTo != null) {
      try {
        assign.accept(assign(1, offeredTo));
      } catch (Rejection refusal) {
        // The job waits.
      }
    }
  }

  private ProviderTerms reserve(ReserveProvider command) {
    nested.add(command);
    if (providerIsTaken) {
      throw new Rejection.ProviderNotFree("taken");
    }
    return terms(command.workerId().value(), priceNow);
  }

  private @Nullable Object release(ReleaseProvider command) {
    nested.add(command);
    if (earningsAreFull) {
      throw new Rejection.Conflict("full");
    }
    return null;
  }
}
