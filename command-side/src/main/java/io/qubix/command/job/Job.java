package io.qubix.command.job;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.qubix.api.EventSwitch;
import io.qubix.api.Rejection;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.Effort;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobRules;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.WorkTime;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.command.AttemptOutcome;
import io.qubix.api.job.command.CancelJob;
import io.qubix.api.job.command.CompleteJob;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.command.CreateJobOnce;
import io.qubix.api.job.command.EndOverdue;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.job.command.JobProgress;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.api.job.command.MarkAssignmentTimedOut;
import io.qubix.api.job.command.ReassignJob;
import io.qubix.api.job.command.ReportProgress;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.job.view.Stop;
import io.qubix.api.money.Money;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.command.ReleaseProvider;
import io.qubix.api.provider.command.ReserveProvider;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.bus.Commands;
import io.qubix.command.matching.FirstOffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;

/**
 * A job: waits for a provider, is held by one, or is over.
 *
 * <p>A provider is reserved and released along with its job, in one unit of work. The job is always
 * loaded first, except for a new job, which no other command knows yet. A new job is offered while
 * it is created, so that it need not wait for the matcher. The aggregate keeps neither input nor
 * result, so thousands of cached jobs stay small.
 */
@Aggregate(cache = "aggregates")
@Profile("command | !query")
class Job {

  private static final EventSwitch<Job, JobEvent> EVOLVE =
      EventSwitch.<Job, JobEvent>over(JobEvent.class)
          .on(JobCreated.class, Job::evolve)
          .on(JobAssigned.class, Job::evolve)
          .on(JobLeftWaiting.class, Job::evolve)
          .on(JobAssignmentTimedOut.class, Job::evolve)
          .on(JobStarted.class, Job::evolve)
          .on(JobProgressed.class, Job::evolve)
          .on(JobCompleted.class, Job::evolve)
          .on(JobAttemptFailed.class, Job::evolve)
          .on(JobRequeued.class, Job::evolve)
          .on(JobFailed.class, Job::evolve)
          .on(JobCancelled.class, Job::evolve)
          .ignoring();

  @AggregateIdentifier private @Nullable JobId id;
  private @Nullable QubicAddress consumer;
  private @Nullable String requestHash;

  /** Hours. */
  private double computeNeeded;

  /** Null while the job is held, over, or not back on the market yet. */
  private @Nullable Wait wait;

  private final Attempts attempts = new Attempts();

  /** Without labels, which decide nothing. */
  private JobTerms terms = JobTerms.NONE;

  /** Those used up. */
  private int reassignments;

  private boolean over;

  /** Whether it ever waited or failed; the saga then follows it. */
  private boolean troubled;

  /** Loads nothing for a new job: if its id exists, the append of its first event is refused. */
  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.ALWAYS)
  JobCreated decide(
      CreateJob command, Clock clock, JobSettings settings, FirstOffer offer, Commands commands) {
    return create(command, null, clock, settings, offer, commands);
  }

  /** Returns the creation event, or an empty result when this repeats an earlier request. */
  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  Optional<JobCreated> decide(
      CreateJobOnce command,
      Clock clock,
      JobSettings settings,
      FirstOffer offer,
      Commands commands) {
    if (id != null) {
      rejectUnlessRepeat(command);
      return Optional.empty();
    }
    return Optional.of(
        create(command.job(), command.requestHash(), clock, settings, offer, commands));
  }

  @CommandHandler
  void decide(AssignJob command, Clock clock, Commands commands) {
    Wait current = waitFor(command.attempt());
    if (isPast(terms.expiresAt(), clock.instant())) {
      throw new Rejection.Conflict("The job has expired");
    }
    if (!current.timedOut() && attempts.failedBy().contains(command.provider().workerId())) {
      throw new Rejection.Conflict("This provider failed the job before");
    }
    assign(command, clock, commands);
  }

  @CommandHandler
  void decide(LeaveJobWaiting command, Clock clock) {
    Wait current = waitFor(command.attempt());
    if (!current.left()) {
      apply(new JobLeftWaiting(id, current.attempt(), current.since(), clock.instant()));
    }
  }

  @CommandHandler
  void decide(MarkAssignmentTimedOut command, Clock clock) {
    Wait current = waitFor(command.attempt());
    Instant now = clock.instant();
    if (now.isBefore(current.timesOutAt())) {
      throw new Rejection.NotDue("The job has not waited that long yet", current.timesOutAt());
    }
    if (!current.timedOut()) {
      apply(new JobAssignmentTimedOut(id, current.attempt(), current.since(), now));
    }
  }

  @CommandHandler
  JobProgress decide(ReportProgress command, Clock clock, Commands commands) {
    Attempt attempt = attempts.meantBy(command.worker(), command.attempt());
    attempt.rejectUnlessOpen();
    Instant now = clock.instant();
    Progress before = attempt.progress();
    String operation =
        command.currentOperation() == null ? before.operation() : command.currentOperation();
    JobProgress progress = attempt.at(command.progress(), now, terms);
    if (attempt.startedAt() == null && command.progress() > 0) {
      apply(new JobStarted(id, attempt.number(), attempt.worker(), now));
    }
    boolean showsLife = command.withLogLines() && attempt.mustShowLife(terms, now);
    if (showsLife || before.isNews(command.progress(), operation)) {
      apply(
          new JobProgressed(
              id,
              attempt.number(),
              attempt.worker(),
              command.progress(),
              operation,
              progress.timeRemaining(),
              progress.costSoFar(),
              now),
          command.withMetrics()
              ? MetaData.with(JobProgressed.METRICS_FOLLOW, true)
              : MetaData.emptyInstance());
    }
    if (attempts.last().isOverBudget(terms, now)) {
      fail(
          attempt,
          FailJob.overBudget(id, attempt.number(), attempt.worker(), terms.maxTotalCost()),
          now,
          commands);
      return progress.with(
          new Stop(attempt.worker(), id, attempt.number(), AttemptEnd.BUDGET.name()));
    }
    return progress;
  }

  @CommandHandler
  AttemptOutcome decide(CompleteJob command, Clock clock, Metering metering, Commands commands) {
    Attempt attempt = attempts.meantBy(command.worker(), command.attempt());
    if (attempt.isOpen()) {
      Instant now = clock.instant();
      WorkTime time = attempt.time(command.duration(), now);
      Duration worked = metering.billed(attempt.claimed(time, now), time);
      Money cost = attempt.costOf(worked, terms);
      release(attempt, AttemptEnd.COMPLETED, cost, null, Effort.of(computeNeeded, time), commands);
      applyMarked(
          new JobCompleted(
              id,
              attempt.number(),
              consumer,
              attempt.worker(),
              attempt.earner(),
              attempt.pricePerHour(),
              worked,
              cost,
              time,
              command.result(),
              now));
    }
    return outcome(attempt.number(), AttemptEnd.COMPLETED);
  }

  @CommandHandler
  AttemptOutcome decide(FailJob command, Clock clock, Commands commands) {
    Attempt attempt = attempts.meantBy(command.worker(), command.attempt());
    if (attempt.isOpen()) {
      fail(attempt, command, clock.instant(), commands);
    }
    return outcome(attempt.number(), command.cause().end());
  }

  @CommandHandler
  void decide(EndOverdue command, Clock clock, Commands commands) {
    if (over) {
      throw new Rejection.Over();
    }
    Instant now = clock.instant();
    Attempt held = attempts.open();
    if (held != null) {
      FailureCause cause = held.overdue(terms, now);
      fail(held, FailJob.overdue(id, held.number(), held.worker(), cause), now, commands);
    } else if (isPast(terms.expiresAt(), now)) {
      apply(new JobFailed(id, attempts.count() + 1, FailJob.EXPIRED, FailureCause.EXPIRED, now));
    } else {
      throw new Rejection.NotDue("The job has no provider", Instant.MAX);
    }
  }

  @CommandHandler
  void decide(ReassignJob command, Clock clock) {
    if (over
        || wait != null
        || attempts.count() != command.failedAttempt()
        || !attempts.lastMayBeFollowed()) {
      throw new Rejection.Conflict(
          "Attempt " + command.failedAttempt() + " cannot be followed by another attempt");
    }
    Instant now = clock.instant();
    Instant retryAt = attempts.last().closed().retryAt();
    apply(
        new JobRequeued(
            id,
            command.failedAttempt() + 1,
            attempts.failedBy(),
            retryAt == null || retryAt.isBefore(now) ? null : retryAt,
            now));
  }

  @CommandHandler
  void decide(CancelJob command, Clock clock, Commands commands) {
    OwnJob.rejectUnlessOf(consumer, command.by());
    if (over) {
      throw new Rejection.Over();
    }
    Attempt held = attempts.open();
    if (held != null) {
      release(held, AttemptEnd.CANCELLED, Money.ZERO, null, null, commands);
    }
    applyMarked(
        new JobCancelled(
            id,
            held == null ? attempts.count() + 1 : held.number(),
            held == null ? null : held.worker(),
            command.by(),
            command.reason(),
            clock.instant()));
  }

  @EventSourcingHandler
  void evolve(JobEvent event) {
    EVOLVE.after(this, event);
  }

  private void evolve(JobCreated event) {
    id = event.jobId();
    consumer = event.consumer();
    requestHash = event.requestHash();
    computeNeeded = event.computeNeeded();
    terms = JobTermsBuilder.builder(JobTerms.orNone(event.terms())).labels(null).build();
    wait = Wait.begin(1, event.waitingSince());
  }

  private void evolve(JobAssigned event) {
    wait = null;
    attempts.begin(event);
  }

  private void evolve(JobLeftWaiting event) {
    wait = wait.leftWaiting();
    troubled = true;
  }

  private void evolve(JobAssignmentTimedOut event) {
    wait = wait.overdue();
  }

  private void evolve(JobStarted event) {
    attempts.changeLast(attempt -> attempt.started(event.startedAt()));
  }

  private void evolve(JobProgressed event) {
    attempts.changeLast(attempt -> attempt.progressed(event));
  }

  private void evolve(JobCompleted event) {
    close(AttemptClosed.completed(event.completedAt(), event.duration(), event.cost()));
    over = true;
  }

  private void evolve(JobAttemptFailed event) {
    close(AttemptClosed.failed(event));
    reassignments = event.usedUp();
    troubled = true;
  }

  private void evolve(JobRequeued event) {
    wait = Wait.begin(event.attempt(), event.waitingSince());
  }

  private void evolve(JobFailed event) {
    wait = null;
    over = true;
  }

  private void evolve(JobCancelled event) {
    if (attempts.open() != null) {
      close(AttemptClosed.cancelled(event.cancelledAt()));
    }
    wait = null;
    over = true;
  }

  private JobCreated create(
      CreateJob command,
      @Nullable String requestHash,
      Clock clock,
      JobSettings settings,
      FirstOffer offer,
      Commands commands) {
    Instant now = clock.instant();
    Money maxPrice = settings.priceUpTo(command.maxPrice());
    JobCreated created =
        new JobCreated(
            command.jobId(),
            command.consumer(),
            command.modelType(),
            command.computeNeeded(),
            command.inputData(),
            maxPrice,
            command.requirements(),
            settings.complete(command.terms(), now),
            estimatedCost(command.computeNeeded(), maxPrice),
            requestHash,
            now);
    apply(created);
    offer.make(created, assignment -> assign(assignment, clock, commands));
    return created;
  }

  private void fail(Attempt attempt, FailJob failure, Instant now, Commands commands) {
    boolean usesUp = JobRules.usesUpReassignment(failure.cause(), attempt.number(), reassignments);
    boolean willRetry =
        failure.mayRetry() && (!usesUp || reassignments < JobRules.maxReassignments(terms));
    int usedUp = willRetry && usesUp ? reassignments + 1 : reassignments;
    Duration pause = willRetry ? pauseAfter(failure, usesUp, usedUp) : Duration.ZERO;
    release(attempt, failure.cause().end(), Money.ZERO, failure.cause(), null, commands);
    apply(
        new JobAttemptFailed(
            id,
            attempt.number(),
            attempt.worker(),
            failure.cause(),
            failure.error(),
            willRetry,
            usedUp,
            pause.isZero() ? null : now.plus(pause),
            now));
    if (!willRetry) {
      apply(new JobFailed(id, attempt.number(), failure.error(), now));
    }
  }

  private Duration pauseAfter(FailJob failure, boolean usesUp, int usedUp) {
    if (failure.retryAfter() != null) {
      return failure.retryAfter();
    }
    return usesUp ? JobRules.backoff(terms, usedUp) : Duration.ZERO;
  }

  /**
   * A refusal here happens before anything has changed, so a creation can go on without a provider.
   */
  private void assign(AssignJob command, Clock clock, Commands commands) {
    ProviderTerms chosen = command.provider();
    ProviderTerms terms =
        commands.send(
            new ReserveProvider(chosen.workerId(), id, command.attempt(), chosen.pricePerHour()));
    applyMarked(new JobAssigned(id, command.attempt(), terms, command.receipt(), clock.instant()));
  }

  private void rejectUnlessRepeat(CreateJobOnce command) {
    if (!command.requestHash().equals(requestHash) && !command.earlierHash().equals(requestHash)) {
      throw new Rejection.KeyReused("This Idempotency-Key was used with another body");
    }
  }

  private static Money estimatedCost(double computeNeeded, @Nullable Money maxPrice) {
    try {
      return CreateJob.estimate(computeNeeded, maxPrice);
    } catch (ArithmeticException e) {
      throw new Rejection.Invalid(
          "computeNeeded", "costs more than an account can hold, at this maxPrice");
    }
  }

  private static boolean isPast(@Nullable Instant deadline, Instant now) {
    return deadline != null && !now.isBefore(deadline);
  }

  private Wait waitFor(int attempt) {
    if (wait == null || wait.attempt() != attempt) {
      throw new Rejection.Conflict("The job does not wait for attempt " + attempt);
    }
    return wait;
  }

  private void release(
      Attempt attempt,
      AttemptEnd end,
      Money earning,
      @Nullable FailureCause cause,
      @Nullable Effort effort,
      Commands commands) {
    boolean failedElsewhere =
        attempts.failedBy().stream().anyMatch(worker -> !worker.equals(attempt.worker()));
    commands.send(
        new ReleaseProvider(
            attempt.worker(),
            id,
            attempt.number(),
            end,
            earning,
            failedElsewhere && end.isFailure(),
            cause,
            effort));
  }

  private AttemptOutcome outcome(int attempt, AttemptEnd reported) {
    return attempts.number(attempt).outcomeAgain(id, reported);
  }

  private void close(AttemptClosed how) {
    attempts.changeLast(attempt -> attempt.close(how));
  }

  private void applyMarked(JobEvent event) {
    apply(
        event,
        troubled
            ? MetaData.with(JobEvent.TROUBLED_JOB, id.value().toString())
            : MetaData.emptyInstance());
  }
}
