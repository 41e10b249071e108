package io.qubix.command.job.rest;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.event.JobVerdict;
import io.qubix.log.tail.Awaited;
import io.qubix.log.tail.CommittedEvents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventMessage;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Waits for the matcher's verdicts on new jobs: assigned, or left waiting. */
@Component
@Profile("command | !query")
class Verdicts {

  private final Awaited<JobId, JobEvent> awaited = new Awaited<>("verdicts");
  private final Duration patience;

  Verdicts(CommittedEvents events, @Value("${qubix.jobs.verdict-within:1s}") Duration patience) {
    this.patience = patience;
    events.listen(this::heard);
  }

  /** Waits for the next verdict on a job. The caller ends the call when it stops waiting. */
  Awaited.Call<JobEvent> next(JobId job) {
    return awaited.next(job);
  }

  /** Completes with the verdict, or with nothing when it does not arrive in time. */
  CompletableFuture<Optional<JobEvent>> patiently(Awaited.Call<JobEvent> call) {
    Optional<JobEvent> told = call.told();
    return told.isPresent()
        ? CompletableFuture.completedFuture(told)
        : call.later()
            .thenApply(Optional::of)
            .completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Finds the verdict in a job's history. */
  static Optional<JobEvent> in(List<JobEvent> history) {
    return history.stream().filter(Verdicts::isFirst).findFirst();
  }

  /** Returns how many jobs have callers that wait for their verdict. */
  int awaited() {
    return awaited.count();
  }

  private static boolean isFirst(JobEvent event) {
    return event instanceof JobVerdict verdict && verdict.attempt() == 1;
  }

  private void heard(EventMessage<?> event) {
    if (awaited.count() > 0 && JobVerdict.class.isAssignableFrom(event.getPayloadType())) {
      JobVerdict told = (JobVerdict) event.getPayload();
      if (isFirst(told)) {
        awaited.tell(told.jobId(), told);
      }
    }
  }
}
