package io.qubix.command.job;

import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobLeftWaiting;
import io.qubix.api.log.CommittedEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the matcher says of new jobs: assigned, or left waiting. */
@Component
@Profile("command | !query")
class Verdicts {

  /** Each caller has a future of its own: one that gives up takes nothing from the others. */
  private final Map<JobId, List<CompletableFuture<Optional<JobEvent>>>> awaited =
      new ConcurrentHashMap<>();

  private final Duration patience;

  Verdicts(CommittedEvents events, @Value("${qubix.jobs.verdict-within:1s}") Duration patience) {
    this.patience = patience;
    events.listen(this::heard);
  }

  /** The first verdict on a job from now on. The caller completes it when it stops waiting. */
  CompletableFuture<Optional<JobEvent>> next(JobId job) {
    CompletableFuture<Optional<JobEvent>> mine = new CompletableFuture<>();
    awaited.compute(job, (id, others) -> others == null ? List.of(mine) : with(others, mine));
    mine.whenComplete(
        (event, failure) -> awaited.computeIfPresent(job, (id, waiting) -> without(waiting, mine)));
    return mine;
  }

  /** Ends the wait after a second or so, with nothing. */
  CompletableFuture<Optional<JobEvent>> patiently(CompletableFuture<Optional<JobEvent>> verdict) {
    return verdict.completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Finds the verdict in a job's history. */
  static Optional<JobEvent> in(List<JobEvent> history) {
    return history.stream().filter(Verdicts::isVerdict).findFirst();
  }

  /** Returns how many jobs have somebody who waits for their verdict. */
  int awaited() {
    return awaited.size();
  }

  private static boolean isVerdict(JobEvent event) {
    return event instanceof JobAssigned assigned && assigned.attempt() == 1
        || event instanceof JobLeftWaiting waiting && waiting.attempt() == 1;
  }

  private void heard(EventMessage<?> event) {
    Class<?> type = event.getPayloadType();
    if (awaited.isEmpty() || type != JobAssigned.class && type != JobLeftWaiting.class) {
      return;
    }
    JobEvent told = (JobEvent) event.getPayload();
    List<CompletableFuture<Optional<JobEvent>>> waiting =
        isVerdict(told) ? awaited.remove(told.jobId()) : null;
    if (waiting != null) {
      waiting.forEach(each -> each.complete(Optional.of(told)));
    }
  }

  private static <T> List<T> with(List<T> others, T one) {
    return Stream.concat(others.stream(), Stream.of(one)).toList();
  }

  private static <T> @Nullable List<T> without(List<T> all, T one) {
    List<T> others = all.stream().filter(each -> each != one).toList();
    return others.isEmpty() ? null : others;
  }
}
