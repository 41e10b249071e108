package io.qubix.command.job;

import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobLeftWaiting;
import io.qubix.api.log.CommittedEvents;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the matcher says of new jobs: assigned, or left waiting. */
@Component
@Profile("command | !query")
class Verdicts {

  private final Map<JobId, CompletableFuture<Optional<JobEvent>>> awaited =
      new ConcurrentHashMap<>();
  private final Duration patience;

  Verdicts(CommittedEvents events, @Value("${qubix.jobs.verdict-within:1s}") Duration patience) {
    this.patience = patience;
    events.listen(this::heard);
  }

  /** The first verdict on a job from now on; empty when there is none within a second or so. */
  CompletableFuture<Optional<JobEvent>> next(JobId job) {
    CompletableFuture<Optional<JobEvent>> verdict =
        awaited.computeIfAbsent(job, unknown -> new CompletableFuture<>());
    CompletableFuture<Optional<JobEvent>> within =
        verdict
            .copy()
            .completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS);
    // Not part of what is returned: whoever completes that early is to end the wait, too.
    within.whenComplete((event, failure) -> awaited.remove(job, verdict));
    return within;
  }

  /** Whether an event is the verdict on a job that was just created. */
  static boolean isVerdict(JobEvent event) {
    return event instanceof JobAssigned assigned && assigned.attempt() == 1
        || event instanceof JobLeftWaiting waiting && waiting.attempt() == 1;
  }

  int awaited() {
    return awaited.size();
  }

  private void heard(EventMessage<?> event) {
    Class<?> type = event.getPayloadType();
    if (awaited.isEmpty() || type != JobAssigned.class && type != JobLeftWaiting.class) {
      return;
    }
    JobEvent told = (JobEvent) event.getPayload();
    CompletableFuture<Optional<JobEvent>> waiting =
        isVerdict(told) ? awaited.remove(told.jobId()) : null;
    if (waiting != null) {
      waiting.complete(Optional.of(told));
    }
  }
}
