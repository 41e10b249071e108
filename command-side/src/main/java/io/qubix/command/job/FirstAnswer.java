package io.qubix.command.job;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobCreated;
import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobView;
import io.qubix.api.job.LeaveJobWaiting;
import io.qubix.command.bus.Commands;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Answers a creation that has an Idempotency-Key, the first time and each time after it, with the
 * same job: what its creation and the first verdict in the log make of it.
 *
 * <p>A caller that waited in vain writes the verdict itself. From then on no other can come first,
 * whatever the matcher decides and whichever node is asked (docs/adr/0008).
 */
@Component
@Profile("command | !query")
class FirstAnswer {

  private static final int FIRST_ATTEMPT = 1;

  private final Commands commands;
  private final Verdicts verdicts;
  private final JobHistory history;

  FirstAnswer(Commands commands, Verdicts verdicts, JobHistory history) {
    this.commands = commands;
    this.verdicts = verdicts;
    this.history = history;
  }

  /**
   * @param verdict from before the job was created
   */
  JobView toTheFirst(JobCreated created, CompletableFuture<Optional<JobEvent>> verdict) {
    return view(created, awaited(created.jobId(), verdict));
  }

  /**
   * @param verdict from before this was called
   */
  JobView toARepeat(JobId job, CompletableFuture<Optional<JobEvent>> verdict) {
    List<JobEvent> events = history.of(job);
    Optional<JobEvent> first = Verdicts.in(events);
    // A job that is over without a verdict gets none any more.
    boolean isSettled = first.isPresent() || events.size() > 1;
    return view((JobCreated) events.get(0), isSettled ? first : awaited(job, verdict));
  }

  private Optional<JobEvent> awaited(JobId job, CompletableFuture<Optional<JobEvent>> verdict) {
    Optional<JobEvent> told = verdicts.patiently(verdict).join();
    return told.isPresent() ? told : settled(job);
  }

  private Optional<JobEvent> settled(JobId job) {
    try {
      commands.send(new LeaveJobWaiting(job, FIRST_ATTEMPT));
    } catch (Rejection.Conflict e) {
      // The verdict came at the same moment, or the job is over.
    }
    return Verdicts.in(history.of(job));
  }

  /** Under the name that its user had when it was created. */
  private JobView view(JobCreated created, Optional<JobEvent> verdict) {
    JobView pending = history.namedAsCreated(JobView.of(List.of(created)));
    return verdict.map(told -> JobView.after(pending, told)).orElse(pending);
  }
}
