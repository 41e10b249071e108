package io.qubix.worker.work;

import io.qubix.client.Retry;
import io.qubix.client.ServiceException.Refused;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits in a poll while all slots are busy, when the worker asks for no work, so that it hears at
 * once of an attempt that is taken away.
 */
final class StopWatch {

  private static final Logger log = LoggerFactory.getLogger(StopWatch.class);

  /**
   * The reports of a job that has just begun are answered, too: only longer jobs cost a poll. Small
   * enough that a stop is heard within two seconds.
   */
  private static final Duration QUIET = Duration.ofMillis(500);

  private static final Duration BETWEEN_POLLS = Duration.ofSeconds(1);

  private final Marketplace market;
  private final Slots slots;
  private final Retry retry;
  private final Thread thread;

  StopWatch(Marketplace market, Slots slots, Retry retry) {
    this.market = market;
    this.slots = slots;
    this.retry = retry;
    this.thread = new Thread(this::run, Thread.currentThread().getName() + " stops");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void stop() throws InterruptedException {
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(2));
  }

  private void run() {
    try {
      while (true) {
        slots.awaitQuiet(QUIET);
        long asked = System.nanoTime();
        ask();
        long early = BETWEEN_POLLS.toNanos() - (System.nanoTime() - asked);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, early));
      }
    } catch (Refused e) {
      slots.refused(e);
    } catch (InterruptedException e) {
      log.debug("No longer listens", e);
    }
  }

  private void ask() throws Refused, InterruptedException {
    try {
      // A slot may have become free meanwhile: then it brings a job.
      slots.start(retry.untilAnswered("ask what to stop", () -> market.awaitJobs(slots.atWork())));
    } catch (RuntimeException e) {
      // Otherwise the worker would be deaf from now on.
      log.error("A request for stops broke", e);
    }
  }
}
