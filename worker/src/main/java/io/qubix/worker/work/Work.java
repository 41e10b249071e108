package io.qubix.worker.work;

import io.qubix.worker.execution.JobExecutor;
import io.qubix.worker.execution.WorkFailed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Runs one job on a separate thread. */
public final class Work {

  private static final Logger log = LoggerFactory.getLogger(Work.class);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

  private final Assignment job;
  private final ProgressBoard board;
  private final Thread thread;
  private final long began = System.nanoTime();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile @Nullable End end;

  /** How the work ended. */
  sealed interface End {
    Duration worked();
  }

  record Done(JsonNode result, Duration worked) implements End {}

  /**
   * @param reason shown to the consumer
   */
  record Failed(String reason, Duration worked) implements End {}

  /** Finds the executor of a model type, or fails when there is none. */
  @FunctionalInterface
  public interface Skills {
    JobExecutor serving(String modelType) throws WorkFailed;
  }

  private Work(Assignment job, Skills skills, ProgressBoard board) {
    this.job = job;
    this.board = board;
    this.thread = new Thread(() -> run(skills), Thread.currentThread().getName() + " work");
    thread.setDaemon(true);
  }

  /** Starts the work; it closes the board at its end. */
  static Work start(Assignment job, Skills skills, ProgressBoard board) {
    Work work = new Work(job, skills, board);
    work.thread.start();
    return work;
  }

  boolean isRunning() {
    return thread.isAlive() && end == null;
  }

  /** Returns how the work ended, or null while it runs and after it was stopped. */
  @Nullable End end() {
    return end;
  }

  /** Interrupts the work, once: a second interrupt would disturb it in tidying up. */
  void interrupt() {
    if (stopped.compareAndSet(false, true)) {
      thread.interrupt();
    }
  }

  /** Interrupts the work, and waits a short time for everything that it started to end. */
  void stop() throws InterruptedException {
    interrupt();
    thread.join(TIME_TO_STOP.toMillis());
    if (thread.isAlive()) {
      log.warn("job {}: the work goes on although it was stopped", job.jobId());
    }
  }

  private void run(Skills skills) {
    try {
      JsonNode result = skills.serving(job.modelType()).execute(job.input(), board);
      end = new Done(result, worked());
    } catch (WorkFailed e) {
      end = new Failed(e.getMessage(), worked());
    } catch (InterruptedException e) {
      log.debug("job {}: stopped", job.jobId());
    } catch (RuntimeException | Error e) {
      log.error("job {}: the executor broke", job.jobId(), e);
      end = new Failed("The worker's executor broke down: " + e, worked());
    } finally {
      board.close();
    }
  }

  private Duration worked() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
