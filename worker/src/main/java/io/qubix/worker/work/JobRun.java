package io.qubix.worker.work;

import io.qubix.client.Retry;
import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one attempt at one job: works, reports progress, and delivers the result. */
final class JobRun {

  /** The shortest time between two reports, except the last. */
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(250);

  /** The longest time without a report: it shows that the worker is still at work. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  /** How long a stopped worker still tries to deliver. */
  private static final Duration LAST_MOMENTS = Duration.ofSeconds(5);

  private static final Set<Integer> TAKEN_AWAY = Set.of(403, 404, 409);
  private static final Set<Integer> UNREADABLE = Set.of(400, 413, 422);
  private static final Logger log = LoggerFactory.getLogger(JobRun.class);

  private final Assignment job;
  private final Marketplace market;
  private final Retry retry;
  private final Supplier<@Nullable Set<String>> others;
  private final ProgressBoard board = new ProgressBoard();
  private @Nullable Work work;
  private volatile boolean taken;
  private List<Assignment> next = List.of();

  /** How an attempt ended for this worker. */
  enum Outcome {
    COMPLETED,
    FAILED,
    /** The service refused a report, or the worker was stopped: nothing was delivered. */
    DROPPED,
    /** The service told that it took the attempt away: nothing was delivered. */
    TAKEN
  }

  /**
   * @param others returns the names of the attempts at work besides, or null when the worker takes
   *     no job after this one
   */
  JobRun(Assignment job, Marketplace market, Retry retry, Supplier<@Nullable Set<String>> others) {
    this.job = job;
    this.market = market;
    this.retry = retry;
    this.others = others;
  }

  /** Returns the jobs that came with the answer to the result. */
  List<Assignment> next() {
    return next;
  }

  /**
   * Returns when the service has the result, or does not want it. An interrupt stops the work, but
   * a result that was finished by then is still delivered.
   *
   * @throws Refused when the service no longer lets this worker in
   */
  Outcome run(Work.Skills skills) throws Refused, InterruptedException {
    board.report(1, "Started");
    Work started = start(skills);
    boolean stopping = false;
    try {
      reportWhile(started);
    } catch (InterruptedException e) {
      stopping = true;
    } catch (Refused e) {
      return taken ? Outcome.TAKEN : dropped(e);
    } finally {
      started.stop();
    }
    Work.End end = started.end();
    if (taken) {
      return Outcome.TAKEN;
    } else if (end == null) {
      log.info("job {}: stopped, and given back", job.jobId());
      return Outcome.DROPPED;
    }
    return deliver(end, stopping);
  }

  /** Stops the work at once; nothing is delivered. Any thread may call it. */
  synchronized void take(String reason) {
    if (!taken) {
      taken = true;
      log.info("job {}: stopped, for the service took it away: {}", job.jobId(), reason);
      board.close();
      if (work != null) {
        work.interrupt();
      }
    }
  }

  boolean isTaken() {
    return taken;
  }

  private synchronized Work start(Work.Skills skills) {
    Work begun = Work.start(job, skills, board);
    if (taken) {
      begun.interrupt();
    }
    work = begun;
    return begun;
  }

  private void reportWhile(Work work) throws Refused, InterruptedException {
    for (int failures = 0; work.isRunning() && !taken; ) {
      board.awaitChange(LONGEST_SILENCE);
      if (work.isRunning() && !taken) {
        try {
          report();
          failures = 0;
          board.awaitClose(BETWEEN_REPORTS);
        } catch (Unavailable e) {
          log.warn("job {}: cannot report progress: {}", job.jobId(), e.getMessage());
          board.awaitClose(retry.pause(failures++, e));
        }
      }
    }
  }

  private void report() throws Refused, Unavailable, InterruptedException {
    ProgressBoard.Report report = board.take();
    try {
      market.reportProgress(job, report);
    } catch (Unavailable e) {
      board.restore(report);
      throw e;
    } catch (Refused e) {
      if (!UNREADABLE.contains(e.status())) {
        throw e;
      }
      log.warn("job {}: a report was refused: {}", job.jobId(), e.getMessage());
    }
  }

  private Outcome deliver(Work.End end, boolean stopping) throws Refused, InterruptedException {
    try {
      if (!stopping) {
        try {
          return retry.untilAnswered("deliver job " + job.jobId(), () -> tell(end, others.get()));
        } catch (InterruptedException e) {
          log.info("job {}: delivering before stopping", job.jobId());
        }
      }
      return retry.within(LAST_MOMENTS, () -> tell(end, null));
    } catch (Refused e) {
      return dropped(e);
    } catch (Unavailable e) {
      log.error("job {}: could not be delivered: {}", job.jobId(), e.getMessage());
      return Outcome.DROPPED;
    }
  }

  private Outcome tell(Work.End end, @Nullable Set<String> besides)
      throws Refused, Unavailable, InterruptedException {
    while (board.hasNews()) {
      report();
    }
    if (end instanceof Work.Done done) {
      try {
        next = market.complete(job, done.result(), done.worked(), besides);
        log.info("job {}: completed in {} s", job.jobId(), inSeconds(done.worked()));
        return Outcome.COMPLETED;
      } catch (Refused e) {
        if (!UNREADABLE.contains(e.status())) {
          throw e;
        }
        return tellFailed(
            "The service refused the result: " + e.getMessage(), done.worked(), besides);
      }
    }
    return tellFailed(((Work.Failed) end).reason(), end.worked(), besides);
  }

  private Outcome tellFailed(String reason, Duration worked, @Nullable Set<String> besides)
      throws Refused, Unavailable, InterruptedException {
    Marketplace.Failed failed = market.fail(job, reason, worked, besides);
    next = failed.next();
    log.warn(
        "job {}: failed: {}{}",
        job.jobId(),
        reason.lines().findFirst().orElse("no reason given"),
        failed.willRetry() ? " (another worker gets it)" : "");
    return Outcome.FAILED;
  }

  private Outcome dropped(Refused refusal) throws Refused {
    if (!TAKEN_AWAY.contains(refusal.status()) && !UNREADABLE.contains(refusal.status())) {
      throw refusal;
    }
    log.warn("job {}: given up: {}", job.jobId(), refusal.getMessage());
    return Outcome.DROPPED;
  }

  private static String inSeconds(Duration duration) {
    return String.valueOf(duration.toMillis() / 1000.0);
  }
}
