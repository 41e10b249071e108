package io.qubix.command.job.rest;

import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.command.bus.PartOutcome;
import io.qubix.command.job.JobHistory;
import io.qubix.log.tail.Awaited;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Creates jobs, and waits for the matcher's verdicts without a thread; usually they are already
 * there.
 */
@Component
@Profile("command | !query")
class Creations {

  private final Admission admission;
  private final Verdicts verdicts;
  private final FirstAnswer firstAnswer;
  private final JobHistory history;

  Creations(Admission admission, Verdicts verdicts, FirstAnswer firstAnswer, JobHistory history) {
    this.admission = admission;
    this.verdicts = verdicts;
    this.firstAnswer = firstAnswer;
    this.history = history;
  }

  CompletableFuture<JobView> create(NewJob job) {
    Awaited.Call<JobEvent> verdict = verdictOn(job);
    try {
      return answered(job, admission.send(job), verdict, UnaryOperator.identity());
    } catch (RuntimeException e) {
      verdict.end();
      throw e;
    }
  }

  /** Creates jobs in their order, each by itself. The answers leave out large inputs. */
  CompletableFuture<List<PartOutcome<JobView>>> createAll(List<NewJob> jobs) {
    return together(jobs, admission::sendInOrder);
  }

  /**
   * Creates all of these jobs, or none. The answers leave out large inputs.
   *
   * @throws io.qubix.command.bus.PartRefused when one is refused
   */
  CompletableFuture<List<PartOutcome<JobView>>> createAllOrNone(List<NewJob> jobs) {
    return together(jobs, admission::sendAsOne);
  }

  private CompletableFuture<List<PartOutcome<JobView>>> together(
      List<NewJob> jobs, Function<List<NewJob>, List<PartOutcome<Object>>> send) {
    List<Awaited.Call<JobEvent>> told = jobs.stream().map(this::verdictOn).toList();
    try {
      List<PartOutcome<Object>> sent = send.apply(jobs);
      List<CompletableFuture<PartOutcome<JobView>>> answers =
          IntStream.range(0, jobs.size())
              .mapToObj(i -> part(jobs.get(i), sent.get(i), told.get(i)))
              .toList();
      return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
          .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    } catch (RuntimeException e) {
      told.forEach(Awaited.Call::end);
      throw e;
    }
  }

  private CompletableFuture<PartOutcome<JobView>> part(
      NewJob job, PartOutcome<Object> sent, Awaited.Call<JobEvent> verdict) {
    PartOutcome<CompletableFuture<JobView>> answer =
        sent.map(created -> answered(job, created, verdict, JobView::asInLists));
    if (answer.failure() != null) {
      verdict.end();
      return CompletableFuture.completedFuture(PartOutcome.failed(answer.failure()));
    }
    return answer.answer().handle(Creations::outcome);
  }

  private static PartOutcome<JobView> outcome(@Nullable JobView job, @Nullable Throwable failure) {
    if (failure == null) {
      return new PartOutcome<>(job, null);
    }
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    return PartOutcome.failed(
        cause instanceof RuntimeException known ? known : new CompletionException(cause));
  }

  /** Requested before the job exists, so that no verdict is missed. */
  private Awaited.Call<JobEvent> verdictOn(NewJob job) {
    return verdicts.next(job.id());
  }

  /**
   * @param created what the command answered
   * @param shown returns what the answer shows of the job
   */
  private CompletableFuture<JobView> answered(
      NewJob job, Object created, Awaited.Call<JobEvent> verdict, UnaryOperator<JobView> shown) {
    return answer(job, created, verdict, shown).whenComplete((view, failure) -> verdict.end());
  }

  private CompletableFuture<JobView> answer(
      NewJob job, Object created, Awaited.Call<JobEvent> verdict, UnaryOperator<JobView> shown) {
    if (created instanceof Optional<?> first) {
      return first.isPresent()
          ? firstAnswer.toTheFirst((JobCreated) first.get(), verdict, shown)
          : firstAnswer.toARepeat(job.id(), verdict, shown);
    }
    JobView pending = shown.apply(history.named(JobView.of(List.of((JobCreated) created))));
    if (pending.nextAttemptAt() != null) {
      return CompletableFuture.completedFuture(pending);
    }
    return verdicts
        .patiently(verdict)
        .thenApply(first -> first.map(told -> JobView.after(pending, told)).orElse(pending));
  }
}
