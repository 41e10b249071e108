package io.qubix.worker.work;

import io.qubix.client.Retry;
import io.qubix.client.ServiceException.Refused;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs several jobs side by side, each on a thread of its own. */
final class Slots {

  private static final Logger log = LoggerFactory.getLogger(Slots.class);

  /**
   * How long a job that was given up keeps its slot: the service may still list it, and the worker
   * must not ask for it in a loop.
   */
  private static final Duration AFTER_A_DROP = Duration.ofSeconds(1);

  private final Marketplace market;
  private final Work.Skills skills;
  private final Retry retry;
  private final FinishedJobs tally;

  /** Asks for work, and waits for it. */
  private final Thread owner = Thread.currentThread();

  /** By job, the longest running first. */
  private final Map<String, Thread> running = new LinkedHashMap<>();

  private @Nullable Refused refusal;
  private boolean stopped;

  Slots(Marketplace market, Work.Skills skills, Retry retry, FinishedJobs tally) {
    this.market = market;
    this.skills = skills;
    this.retry = retry;
    this.tally = tally;
  }

  synchronized Set<String> jobs() {
    return Set.copyOf(running.keySet());
  }

  /** Returns the job that runs the longest, or null when none runs. */
  synchronized @Nullable String oldest() {
    return running.isEmpty() ? null : running.keySet().iterator().next();
  }

  /**
   * Waits until fewer jobs than that are running.
   *
   * @throws Refused as {@link #throwRefusal}
   */
  synchronized void awaitFewerThan(int jobs) throws Refused, InterruptedException {
    while (refusal == null && running.size() >= jobs) {
      wait();
    }
    throwRefusal();
  }

  /**
   * @throws Refused when a running job was told that the service no longer lets this worker in
   */
  synchronized void throwRefusal() throws Refused {
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Starts a job, unless it is already running. */
  synchronized void start(Assignment job) {
    if (!running.containsKey(job.jobId())) {
      log.info("job {}: {}, attempt {}", job.jobId(), job.modelType(), job.attempt());
      Thread thread = new Thread(() -> run(job), Thread.currentThread().getName());
      running.put(job.jobId(), thread);
      thread.start();
    }
  }

  /** Interrupts all jobs. */
  synchronized void stop() {
    stopped = true;
    running.values().forEach(Thread::interrupt);
  }

  /** Waits until every job is delivered, or will be given back. */
  synchronized void awaitEnd() throws InterruptedException {
    while (!running.isEmpty()) {
      wait();
    }
  }

  private void run(Assignment job) {
    try {
      JobRun.Outcome outcome = new JobRun(job, market, retry).run(skills);
      tally.count(outcome);
      if (outcome == JobRun.Outcome.DROPPED) {
        pause();
      }
    } catch (Refused e) {
      refused(e);
    } catch (InterruptedException e) {
      log.debug("job {}: interrupted", job.jobId());
    } finally {
      ended(job);
    }
  }

  private synchronized void pause() throws InterruptedException {
    long end = System.nanoTime() + AFTER_A_DROP.toNanos();
    for (long left = end - System.nanoTime();
        left > 0 && !stopped;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private synchronized void refused(Refused reason) {
    refusal = reason;
    if (!stopped) {
      owner.interrupt();
    }
  }

  private synchronized void ended(Assignment job) {
    running.remove(job.jobId());
    notifyAll();
  }
}
