package io.qubix.command.job.rest;

import io.qubix.api.Rejection;
import io.qubix.api.job.command.CancelJob;
import io.qubix.api.job.view.LabelledJobs;
import io.qubix.api.request.Label;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.bus.BulkCommands;
import io.qubix.command.bus.PartOutcome;
import io.qubix.runtime.thread.VitalThreads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Cancels a consumer's open jobs that have a label, each with the ordinary command. It reads them
 * in parts, and works on threads of its own, so that ten thousand jobs hold neither memory nor a
 * request's thread.
 */
@Component
@Profile(LabelCancellation.BOTH_SIDES)
class LabelCancellation implements DisposableBean {

  /** Nodes that decide commands and have the read models, too. */
  static final String BOTH_SIDES = "(command & query) | (!command & !query)";

  private static final int THREADS = 2;

  /** A request is answered after that time, whether or not jobs are left. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final int PART = 256;

  /**
   * What became of the jobs. One that ended meanwhile, or that another request cancelled, counts as
   * neither.
   *
   * @param failed those that could not be cancelled
   * @param more whether the time was up before all jobs were reached: a repeat goes on
   */
  record Outcome(boolean success, int cancelled, int failed, boolean more) {}

  private final LabelledJobs jobs;
  private final BulkCommands commands;
  private final Duration longest;
  private final ExecutorService threads = VitalThreads.pool("label-cancellation", THREADS);

  @Autowired
  LabelCancellation(LabelledJobs jobs, BulkCommands commands) {
    this(jobs, commands, LONGEST);
  }

  LabelCancellation(LabelledJobs jobs, BulkCommands commands, Duration longest) {
    this.jobs = jobs;
    this.commands = commands;
    this.longest = longest;
  }

  CompletableFuture<Outcome> cancel(QubicAddress consumer, Label label, @Nullable String reason) {
    Map<String, String> request = MDC.getCopyOfContextMap();
    return CompletableFuture.supplyAsync(
        () -> {
          MDC.setContextMap(request == null ? Map.of() : request);
          try {
            return cancelAll(consumer, label, reason);
          } finally {
            MDC.clear();
          }
        },
        threads);
  }

  private Outcome cancelAll(QubicAddress consumer, Label label, @Nullable String reason) {
    long end = System.nanoTime() + longest.toNanos();
    int cancelled = 0;
    int failed = 0;
    for (long place = 0; ; ) {
      LabelledJobs.Part part = jobs.open(consumer, label, place, PART);
      List<PartOutcome<Object>> outcomes =
          commands.sendInOrder(
              part.jobs().stream().map(job -> new CancelJob(job, consumer, reason)).toList());
      for (PartOutcome<Object> outcome : outcomes) {
        if (outcome.failure() == null) {
          cancelled++;
        } else if (outcome.failure() instanceof Rejection.Unavailable away) {
          throw away;
        } else if (!(outcome.failure() instanceof Rejection.Over)) {
          failed++;
        }
      }
      if (part.jobs().size() < PART) {
        return new Outcome(true, cancelled, failed, false);
      } else if (System.nanoTime() - end >= 0) {
        return new Outcome(true, cancelled, failed, true);
      }
      place = part.last();
    }
  }

  @Override
  public void destroy() {
    threads.shutdown();
  }
}
