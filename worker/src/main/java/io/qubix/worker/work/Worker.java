package io.qubix.worker.work;

import io.qubix.client.Retry;
import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers, then runs jobs, as many at a time as it has slots, until it is stopped or reaches its
 * job limit.
 */
public final class Worker {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration TIME_FOR_FAREWELL = Duration.ofSeconds(3);

  /** The shortest time between two requests for work, even if the service answers at once. */
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);

  private final Marketplace market;
  private final Retry retry;
  private final Slots slots;
  private final int mostJobs;
  private final Heartbeats heartbeats;
  private final StopWatch stopWatch;
  private final FinishedJobs tally;
  private final Thread loop = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean stopping;
  private boolean leaving;

  /**
   * Made by the thread that runs it.
   *
   * @param jobLimit jobs after which the worker leaves, or 0 for no limit
   */
  public Worker(
      Marketplace market,
      Work.Skills skills,
      Retry retry,
      Duration heartbeatInterval,
      int jobLimit) {
    this.market = market;
    this.retry = retry;
    this.tally = new FinishedJobs(jobLimit);
    this.mostJobs = market.slots();
    this.slots = new Slots(market, skills, retry, tally, mostJobs);
    market.tell(slots::take);
    this.stopWatch = new StopWatch(market, slots, retry);
    this.heartbeats = new Heartbeats(market, retry, heartbeatInterval, slots::oldest);
  }

  /**
   * Works until the worker has left the market.
   *
   * @throws Refused when the service does not let this worker in
   */
  public FinishedJobs run() throws Refused {
    try {
      boolean isNew = retry.untilAnswered("register", market::register);
      log.info("Registered{}; waiting for jobs", isNew ? " for the first time" : "");
      heartbeats.start();
      stopWatch.start();
      for (int room = tally.room(mostJobs); !stopping && room > 0; room = tally.room(mostJobs)) {
        step(room);
      }
    } catch (InterruptedException e) {
      log.debug("Interrupted", e);
      slots.throwRefusal();
    } finally {
      leave();
      over.countDown();
    }
    return tally;
  }

  /**
   * Takes no further job, and waits until those that run have ended.
   *
   * @param grace the longest wait
   */
  public void drain(Duration grace) throws InterruptedException {
    slots.close();
    try {
      market.drain(TIME_FOR_FAREWELL);
    } catch (Refused | Unavailable e) {
      log.warn("The service does not know that this worker drains: {}", e.getMessage());
    }
    slots.awaitEnd(grace);
  }

  /**
   * Stops the running work, and waits until each job is given back or its result delivered.
   *
   * @param patience the longest wait
   */
  public void stop(Duration patience) throws InterruptedException {
    synchronized (this) {
      if (!stopping && !leaving) {
        stopping = true;
        loop.interrupt();
      }
    }
    over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Takes what there is to do once a slot is free. Near the job limit it offers fewer slots, for a
   * job that it does not begin would wait in vain.
   */
  private void step(int room) throws Refused, InterruptedException {
    retry.untilAnswered("register", () -> market.offer(room));
    slots.awaitFewerThan(room);
    // A job that no longer runs has been counted: looked at the other way round, it would be
    // neither.
    Set<String> running = slots.atWork();
    if (tally.room(mostJobs) != room) {
      return;
    }
    long asked = System.nanoTime();
    List<Assignment> jobs = retry.untilAnswered("ask for work", () -> market.awaitJobs(running));
    if (!slots.start(jobs)) {
      long early = BETWEEN_QUESTIONS.toNanos() - (System.nanoTime() - asked);
      if (early > 0 && !stopping) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
    }
  }

  private void leave() {
    slots.stop();
    synchronized (this) {
      leaving = true;
      // No interrupt comes after this, so the farewell can be sent.
      Thread.interrupted();
    }
    try {
      slots.awaitEnd();
      stopWatch.stop();
      heartbeats.stop();
      market.leave(TIME_FOR_FAREWELL);
      log.info("Left the market after {}", tally);
    } catch (Refused | Unavailable e) {
      log.warn("Left without farewell after {}: {}", tally, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
