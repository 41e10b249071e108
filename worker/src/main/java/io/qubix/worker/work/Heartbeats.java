package io.qubix.worker.work;

import io.qubix.client.Retry;
import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews the worker's lease in the background, during work and between jobs. */
final class Heartbeats {

  private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

  private final Marketplace market;
  private final Retry retry;
  private final Duration interval;
  private final ScheduledExecutorService timer;
  private final Supplier<@Nullable String> currentJob;

  /**
   * @param currentJob returns the job that a heartbeat names, or null for none
   */
  Heartbeats(
      Marketplace market, Retry retry, Duration interval, Supplier<@Nullable String> currentJob) {
    this.market = market;
    this.retry = retry;
    this.interval = interval;
    this.currentJob = currentJob;
    String owner = Thread.currentThread().getName();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, owner + " heartbeats");
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    long nanos = interval.toNanos();
    timer.scheduleWithFixedDelay(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Stops the heartbeats and waits for a running one, so that none follows the farewell. */
  void stop() throws InterruptedException {
    timer.shutdownNow();
    timer.awaitTermination(2, TimeUnit.SECONDS);
  }

  private void beat() {
    try {
      retry.untilAnswered("send a heartbeat", this::send);
    } catch (Refused e) {
      // The request for work gets the same refusal, and ends the worker.
      log.warn("A heartbeat was refused: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // An exception would end the timer's further beats.
      log.error("A heartbeat broke", e);
    }
  }

  private boolean send() throws Refused, Unavailable, InterruptedException {
    try {
      market.heartbeat(currentJob.get());
      return true;
    } catch (Refused e) {
      if (e.status() != 404) {
        throw e;
      }
      log.warn("The service no longer knows this worker: it registers again");
      return market.register();
    }
  }
}
