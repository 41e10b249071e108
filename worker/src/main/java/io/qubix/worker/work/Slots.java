package io.qubix.worker.work;

import io.qubix.client.Retry;
import io.qubix.client.ServiceException.Refused;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs several jobs side by side, each on a thread of its own. */
final class Slots {

  private static final Logger log = LoggerFactory.getLogger(Slots.class);

  private static final int ENDED_KEPT = 1_000;

  /**
   * How long a job that was given up keeps its slot: the service may still list it, and the worker
   * must not ask for it in a loop.
   */
  private static final Duration AFTER_A_DROP = Duration.ofSeconds(1);

  private final Marketplace market;
  private final Work.Skills skills;
  private final Retry retry;
  private final FinishedJobs tally;
  private final int most;

  /** Asks for work, and waits for it. */
  private final Thread owner = Thread.currentThread();

  /** By name of the attempt, the longest running first. */
  private final Map<String, Running> running = new LinkedHashMap<>();

  /**
   * The names of the attempts that ended last. An answer that was under way meanwhile may still
   * bring them, for two requests may wait for jobs at a time.
   */
  private final Set<String> ended = new LinkedHashSet<>();

  private @Nullable Refused refusal;
  private boolean stopped;

  /** Whether no further job is begun. */
  private boolean closed;

  /**
   * @param began in nanoseconds
   */
  private record Running(Assignment job, JobRun run, Thread thread, long began) {}

  /**
   * @param most jobs at a time
   */
  Slots(Marketplace market, Work.Skills skills, Retry retry, FinishedJobs tally, int most) {
    this.market = market;
    this.skills = skills;
    this.retry = retry;
    this.tally = tally;
    this.most = most;
  }

  /** Returns the names of the attempts at work, without those that were taken away. */
  synchronized Set<String> atWork() {
    return running.values().stream()
        .filter(each -> !each.run().isTaken())
        .map(each -> each.job().name())
        .collect(Collectors.toSet());
  }

  /** Returns the job that runs the longest, or null when none runs. */
  synchronized @Nullable String oldest() {
    return running.values().stream().map(each -> each.job().jobId()).findFirst().orElse(null);
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

  /**
   * Starts jobs that were not started before, as many as there is room for. Returns whether it
   * started any.
   */
  synchronized boolean start(List<Assignment> jobs) {
    boolean started = false;
    for (Assignment job : jobs) {
      boolean hasRoom = !closed && running.size() < tally.room(most);
      if (hasRoom && !running.containsKey(job.name()) && !ended.contains(job.name())) {
        log.info("job {}: {}, attempt {}", job.jobId(), job.modelType(), job.attempt());
        JobRun run = new JobRun(job, market, retry, () -> besides(job));
        Thread thread = new Thread(() -> run(job, run), owner.getName());
        running.put(job.name(), new Running(job, run, thread, System.nanoTime()));
        thread.start();
        started = true;
      }
    }
    notifyAll();
    return started;
  }

  /**
   * Returns what is at work beside a job, or null when the job's end need not bring another one:
   * none may follow, or a slot is free, so that the worker waits for a job anyway.
   */
  private synchronized @Nullable Set<String> besides(Assignment job) {
    boolean isFull = running.size() >= tally.room(most);
    if (closed || !isFull || !tally.hasRoomBeside(running.size())) {
      return null;
    }
    Set<String> others = new HashSet<>(atWork());
    others.remove(job.name());
    return others;
  }

  /** Stops an attempt that was taken away, if it is at work. */
  synchronized void take(String jobId, int attempt, String reason) {
    Running taken = running.get(Assignment.name(jobId, attempt));
    if (taken != null) {
      taken.run().take(reason);
      notifyAll();
    }
  }

  /** Waits until no slot is free, and none has got a job for some time. */
  synchronized void awaitQuiet(Duration time) throws InterruptedException {
    for (long left = untilQuiet(time); left > 0; left = untilQuiet(time)) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  private long untilQuiet(Duration time) {
    if (running.size() < tally.room(most) || running.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long youngest = running.values().stream().mapToLong(Running::began).max().orElseThrow();
    return youngest + time.toNanos() - System.nanoTime();
  }

  /** Begins no further job. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Interrupts all jobs. */
  synchronized void stop() {
    stopped = true;
    closed = true;
    running.values().forEach(each -> each.thread().interrupt());
  }

  /** Waits until every job is delivered, or will be given back. */
  synchronized void awaitEnd() throws InterruptedException {
    while (!running.isEmpty()) {
      wait();
    }
  }

  /** Waits until every job has ended, at most so long. */
  synchronized void awaitEnd(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos(); left > 0 && !running.isEmpty(); ) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  private void run(Assignment job, JobRun run) {
    JobRun.Outcome outcome = JobRun.Outcome.DROPPED;
    try {
      outcome = run.run(skills);
      if (outcome == JobRun.Outcome.DROPPED) {
        outcome = pause(run);
      }
    } catch (Refused e) {
      refused(e);
    } catch (InterruptedException e) {
      log.debug("job {}: interrupted", job.jobId());
    } finally {
      ended(job, outcome, run.next());
    }
  }

  /** Ends early when the service tells that it took the attempt away: then it lists it no more. */
  private synchronized JobRun.Outcome pause(JobRun run) throws InterruptedException {
    long end = System.nanoTime() + AFTER_A_DROP.toNanos();
    for (long left = end - System.nanoTime();
        left > 0 && !stopped && !run.isTaken();
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return run.isTaken() ? JobRun.Outcome.TAKEN : JobRun.Outcome.DROPPED;
  }

  /** Ends the worker, for the service no longer lets it in. */
  synchronized void refused(Refused reason) {
    refusal = reason;
    if (!stopped) {
      owner.interrupt();
    }
  }

  private synchronized void ended(Assignment job, JobRun.Outcome outcome, List<Assignment> next) {
    tally.count(outcome);
    running.remove(job.name());
    if (outcome != JobRun.Outcome.DROPPED) {
      ended.add(job.name());
      if (ended.size() > ENDED_KEPT) {
        ended.remove(ended.iterator().next());
      }
    }
    start(next);
  }
}
