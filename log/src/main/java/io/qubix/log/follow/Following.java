package io.qubix.log.follow;

import io.qubix.log.follow.FollowerRows.State;
import io.qubix.log.tail.LogMessage;
import io.qubix.runtime.thread.VitalThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Leads one follower along the log on a separate thread, while this node has its lease. */
final class Following {

  private static final Logger LOGGER = LoggerFactory.getLogger(Following.class);

  /** Unwanted events after which the position is stored all the same. */
  static final int UNWANTED = 1_000;

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final long LONGEST_WAIT_MILLIS = 1_000;
  private static final long STOP_MILLIS = 10_000;

  private final LogFollower follower;
  private final FollowedLog log;
  private final FollowerRows rows;
  private final TransactionTemplate transaction;
  private final Object lock = new Object();

  private @Nullable Thread thread;
  private boolean news;
  private boolean resting;
  private volatile boolean running;

  /** Whether the lease may be renewed or taken: not while the follower pauses after a failure. */
  private volatile boolean ready;

  /** The stored state as this node knows it, or null when this node does not lead. */
  private volatile @Nullable State state;

  private volatile int failures;

  /** The position up to which the log was read, which may be beyond the stored one. */
  private long read;

  Following(
      LogFollower follower, FollowedLog log, FollowerRows rows, TransactionTemplate transaction) {
    this.follower = follower;
    this.log = log;
    this.rows = rows;
    this.transaction = transaction;
  }

  LogFollower follower() {
    return follower;
  }

  boolean isReady() {
    return ready;
  }

  boolean isLeading() {
    return state != null;
  }

  boolean isFailing() {
    return failures > 0;
  }

  /** Called each time that this node has renewed or taken the lease. */
  void claimed(State stored) {
    synchronized (lock) {
      if (state == null && ready) {
        state = stored;
        lock.notifyAll();
      }
    }
  }

  void start() {
    running = true;
    ready = true;
    Thread started = VitalThreads.thread(threadName(), this::run);
    thread = started;
    started.start();
  }

  void end() {
    synchronized (lock) {
      running = false;
      ready = false;
      lock.notifyAll();
    }
  }

  void join() {
    Thread started = thread;
    if (started != null) {
      try {
        started.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try {
      while (isLed()) {
        lead();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the lease. Returns false when the node stops. */
  private boolean isLed() throws InterruptedException {
    synchronized (lock) {
      while (running && state == null) {
        lock.wait();
      }
      return running;
    }
  }

  /** Leads until the node stops, another node takes the lease, or something fails. */
  private void lead() throws InterruptedException {
    Runnable unregister = log.onNews(follower::wants, this::news);
    Throwable failure = null;
    try {
      follower.leading(this::hurry);
      follow();
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      unregister.run();
      leave(failure != null);
    }
    if (failure != null) {
      pauseAfter(failure);
    }
  }

  private void follow() throws InterruptedException {
    read = -1;
    for (State from = state; running && from != null; from = state) {
      read = Math.max(read, from.position());
      long begun = System.nanoTime();
      Batch batch = next();
      if (batch.end() > read) {
        take(from, batch);
        failures = 0;
        if (!batch.isFull()) {
          rest(begun);
        }
      } else {
        failures = 0;
        if (isDue()) {
          carryOut(from, new Batch(List.of(), read, false));
        } else {
          awaitNews();
        }
      }
    }
  }

  /**
   * The next events of the log.
   *
   * @param end the position of the last event read, wanted or not
   * @param isFull whether more may follow
   */
  private record Batch(List<TrackedEventMessage<?>> wanted, long end, boolean isFull) {}

  private Batch next() {
    synchronized (lock) {
      news = false;
    }
    AtMost most = follower.most();
    List<TrackedEventMessage<?>> wanted = new ArrayList<>();
    long bytes = 0;
    long end = read;
    while (most.hasRoom(wanted.size(), bytes) && end < read + UNWANTED + wanted.size()) {
      List<? extends TrackedEventMessage<?>> page =
          log.after(
              Math.max(0, end), new AtMost(most.events() - wanted.size(), most.bytes() - bytes));
      if (page.isEmpty()) {
        return new Batch(wanted, end, false);
      }
      for (TrackedEventMessage<?> event : page) {
        end = LogMessage.positionOf(event);
        if (follower.wants(event)) {
          wanted.add(event);
          bytes += LogMessage.bytesOf(event);
        }
      }
    }
    return new Batch(wanted, end, true);
  }

  private void take(State from, Batch batch) {
    if (!batch.wanted().isEmpty() || batch.end() >= from.position() + UNWANTED) {
      carryOut(from, batch);
    } else {
      read = batch.end();
    }
  }

  private void carryOut(State from, Batch batch) {
    boolean isForFollower = !batch.wanted().isEmpty() || isDue();
    if (isForFollower) {
      follower.prepare(batch.wanted());
    }
    State found = transaction.execute(status -> write(from, batch, isForFollower));
    if (from.equals(found)) {
      read = batch.end();
      state = new State(batch.end(), from.epoch());
      follower.passed(batch.end());
    } else {
      // Another node leads, or another writer changed the follower's data.
      follower.forget();
      read = -1;
      state = found;
    }
  }

  /**
   * Writes the batch if the stored state is the one with which it began. Returns the state found.
   */
  private @Nullable State write(State from, Batch batch, boolean isForFollower) {
    State found = rows.lock(follower.name());
    if (from.equals(found)) {
      if (isForFollower) {
        follower.write(batch.wanted());
      }
      rows.advance(follower.name(), batch.end());
    }
    return found;
  }

  private void leave(boolean failed) {
    synchronized (lock) {
      ready = running && !failed;
      state = null;
    }
    follower.leading(null);
    follower.forget();
    if (!ready) {
      try {
        rows.release(follower.name());
      } catch (RuntimeException e) {
        LOGGER.debug("The lease of {} ends by itself", follower.name(), e);
      }
    }
  }

  private void pauseAfter(Throwable failure) throws InterruptedException {
    if (failure instanceof Error) {
      VitalThreads.failed(threadName(), failure);
    } else if (failures == 0) {
      LOGGER.warn("{} cannot follow the log and tries again", follower.name(), failure);
    } else {
      LOGGER.debug("{} cannot follow the log", follower.name(), failure);
    }
    long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
    failures++;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
    synchronized (lock) {
      for (long left = pause; running && left > 0; left = millisUntil(end)) {
        lock.wait(left);
      }
      ready = running;
    }
  }

  private String threadName() {
    return "follower-" + follower.name();
  }

  private void news() {
    synchronized (lock) {
      news = true;
      if (!resting) {
        lock.notifyAll();
      }
    }
  }

  private void hurry() {
    synchronized (lock) {
      lock.notifyAll();
    }
  }

  private boolean isDue() {
    Duration left = follower.dueIn();
    return left != null && left.compareTo(Duration.ZERO) <= 0;
  }

  /** Waits for an event, or until the follower is due. */
  private void awaitNews() throws InterruptedException {
    while (!isDue() && !hasNewsWithin(follower.dueIn())) {
      // A longer wait ends early, so that a clock that was set is noticed.
    }
  }

  /**
   * The follower is not asked under the lock, for which the log's thread must not wait.
   *
   * @param left how long to wait, or null for as long as it takes
   */
  private boolean hasNewsWithin(@Nullable Duration left) throws InterruptedException {
    synchronized (lock) {
      if (running && !news) {
        // A wait of 0 has no end.
        lock.wait(left == null ? 0 : Math.min(LONGEST_WAIT_MILLIS, left.toMillis() + 1));
      }
      return news || !running;
    }
  }

  private void rest(long begun) throws InterruptedException {
    synchronized (lock) {
      resting = true;
      try {
        for (long left = left(begun); running && left > 0; left = left(begun)) {
          lock.wait(left);
        }
      } finally {
        resting = false;
      }
    }
  }

  private long left(long begun) {
    return millisUntil(begun + follower.rest().toNanos());
  }

  /** Rounds up, so that a wait of this length never ends early. */
  private static long millisUntil(long nanos) {
    return (nanos - System.nanoTime() + 999_999) / 1_000_000;
  }
}
