package io.qubix.command.job.rest;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.LeaveJobWaiting;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import io.qubix.log.tail.Awaited;
import io.qubix.runtime.thread.VitalThreads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Answers a creation with an Idempotency-Key, the first time and each later time, with the same
 * job: as of its creation and the first verdict in the log.
 *
 * <p>A caller whose time ends without a verdict writes the verdict itself. After that no other
 * verdict can come first, on any node (docs/adr/0008).
 */
@Component
@Profile("command | !query")
class FirstAnswer implements DisposableBean {

  private static final int FIRST_ATTEMPT = 1;
  private static final int SETTLERS = 8;

  private final Commands commands;
  private final Verdicts verdicts;
  private final JobHistory history;

  /** The threads that write verdicts: each write takes as long as a command. */
  private final ExecutorService settlers = VitalThreads.pool("verdict-settler", SETTLERS);

  FirstAnswer(Commands commands, Verdicts verdicts, JobHistory history) {
    this.commands = commands;
    this.verdicts = verdicts;
    this.history = history;
  }

  /**
   * A job that is offered later was answered without a verdict.
   *
   * @param verdict requested before the job was created
   * @param shown returns what the answer shows of the job
   */
  CompletableFuture<JobView> toTheFirst(
      JobCreated created, Awaited.Call<JobEvent> verdict, UnaryOperator<JobView> shown) {
    JobView pending = shown.apply(pending(created));
    if (pending.nextAttemptAt() != null) {
      return CompletableFuture.completedFuture(pending);
    }
    return awaited(created.jobId(), verdict).thenApply(first -> view(pending, first));
  }

  /**
   * @param verdict requested before this call
   * @param shown returns what the answer shows of the job
   */
  CompletableFuture<JobView> toARepeat(
      JobId job, Awaited.Call<JobEvent> verdict, UnaryOperator<JobView> shown) {
    List<JobEvent> events = history.of(job);
    JobView pending = shown.apply(pending((JobCreated) events.get(0)));
    if (pending.nextAttemptAt() != null) {
      return CompletableFuture.completedFuture(pending);
    }
    Optional<JobEvent> first = Verdicts.in(events);
    // A job that is over without a verdict never gets one.
    boolean isSettled = first.isPresent() || events.size() > 1;
    return isSettled
        ? CompletableFuture.completedFuture(view(pending, first))
        : awaited(job, verdict).thenApply(told -> view(pending, told));
  }

  private CompletableFuture<Optional<JobEvent>> awaited(JobId job, Awaited.Call<JobEvent> verdict) {
    return verdicts
        .patiently(verdict)
        .thenCompose(
            told ->
                told.isPresent()
                    ? CompletableFuture.completedFuture(told)
                    : CompletableFuture.supplyAsync(() -> settled(job), settlers));
  }

  private Optional<JobEvent> settled(JobId job) {
    try {
      commands.send(new LeaveJobWaiting(job, FIRST_ATTEMPT));
    } catch (Rejection.Conflict e) {
      // The matcher decided at the same moment, or the job is over.
    }
    return Verdicts.in(history.smallOf(job));
  }

  /** Returns the job as created, with the name that its user had then. */
  private JobView pending(JobCreated created) {
    return history.namedAsCreated(JobView.of(List.of(created)));
  }

  private static JobView view(JobView pending, Optional<JobEvent> verdict) {
    return verdict.map(told -> JobView.after(pending, told)).orElse(pending);
  }

  @Override
  public void destroy() {
    settlers.shutdown();
  }
}
