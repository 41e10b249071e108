package io.qubix.log.distribute;

import io.qubix.log.append.EventRow;
import io.qubix.log.append.GroupCommit;
import io.qubix.log.follow.AtMost;
import io.qubix.log.follow.FollowedLog;
import io.qubix.log.read.BoundedRead;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.LogPage;
import io.qubix.log.read.LogReader;
import io.qubix.log.signal.Signals;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.log.tail.LogMessage;
import io.qubix.runtime.memory.HeapShare;
import io.qubix.runtime.thread.Phases;
import io.qubix.runtime.thread.VitalThreads;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the newest events of the log once for all readers of this node, and wakes the readers: at
 * once after a commit of this node, soon after one of another node.
 */
@Component
public final class LogTail
    implements CommittedEvents, FollowedLog, GroupCommit.Committed, SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(LogTail.class);
  private static final String TAIL = "log-tail";
  private static final String TOPIC = "log";
  private static final AtMost BATCH = AtMost.events(500);
  private static final int WINDOW = 16_384;

  /**
   * Unwanted events after which a follower is called all the same, so that it skips them while they
   * are in memory.
   */
  static final int UNWANTED = WINDOW / 2;

  /** The longest time that another node's commit stays unseen when its signal is lost. */
  private static final long POLL_MILLIS = 250;

  private final LogReader reader;
  private final EventLog log;
  private final Signals signals;
  private final List<Consumer<TrackedEventMessage<?>>> listeners = new CopyOnWriteArrayList<>();
  private final List<Follower> followers = new CopyOnWriteArrayList<>();

  /** Held by the thread that reads the next events and publishes them. */
  private final Lock publishing = new ReentrantLock();

  private final Object lock = new Object();
  private final HandedOver handed = new HandedOver(HeapShare.HANDED_OVER.bytes());
  private final Window window = new Window(WINDOW, HeapShare.NEWEST.bytes());
  private long head;
  private boolean dirty;

  /** The last event that this node committed; its answers do not go beyond it. */
  private volatile long committed;

  private @Nullable Thread thread;

  /** A reader that is called when there are new events of some kinds, by one thread at a time. */
  private static final class Follower {

    private final Predicate<EventMessage<?>> wanted;
    private final Runnable callback;
    private int unwanted;

    Follower(Predicate<EventMessage<?>> wanted, Runnable callback) {
      this.wanted = wanted;
      this.callback = callback;
    }

    void tell(List<? extends TrackedEventMessage<?>> events) {
      unwanted += events.size();
      if (unwanted >= UNWANTED || events.stream().anyMatch(wanted)) {
        unwanted = 0;
        callback.run();
      }
    }
  }

  LogTail(LogReader reader, EventLog log, Signals signals) {
    this.reader = reader;
    this.log = log;
    this.signals = signals;
    signals.listen(TOPIC, (key, value) -> wake());
  }

  @Override
  public void listen(Consumer<TrackedEventMessage<?>> listener) {
    listeners.add(listener);
  }

  @Override
  public boolean allTold() {
    synchronized (lock) {
      return head >= committed;
    }
  }

  /** Notes that this node committed events at unknown positions. */
  public void committed() {
    committed = Long.MAX_VALUE;
    signals.send(TOPIC, "", "");
  }

  /**
   * Takes events that this node committed, so that no reader has to read them from the store. An
   * idle writer publishes them on its own thread.
   */
  @Override
  public void hear(List<EventRow> rows, long last, boolean idle) {
    committed = last;
    HandedOver.Group group = HandedOver.group(last - rows.size(), rows);
    if (!idle || !publishNow(group)) {
      synchronized (lock) {
        if (!handed.add(group)) {
          // The tail is far behind and will read them from the store.
          dirty = true;
        }
        lock.notifyAll();
      }
    }
    signals.sendOthers(TOPIC, "", "");
  }

  /** Publishes on this thread, if no other thread does and the group comes next. */
  private boolean publishNow(HandedOver.Group group) {
    if (!publishing.tryLock()) {
      return false;
    }
    try {
      synchronized (lock) {
        if (thread == null || !handed.isEmpty() || group.after() != head) {
          return false;
        }
      }
      publish(group.events());
      return true;
    } finally {
      publishing.unlock();
    }
  }

  @Override
  public Runnable onNews(Predicate<EventMessage<?>> wanted, Runnable callback) {
    Follower follower = new Follower(wanted, callback);
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  @Override
  public List<? extends TrackedEventMessage<?>> after(long position, AtMost most) {
    synchronized (lock) {
      if (thread != null && position >= head) {
        return List.of();
      }
      List<LogMessage<?>> recent = window.after(position, most);
      if (recent != null) {
        return recent;
      }
    }
    return reader.read(position, BoundedRead.LEAN, most.within(BATCH)).events();
  }

  @Override
  public void start() {
    head = log.head();
    window.begin(head);
    Thread started = VitalThreads.thread(TAIL, this::run);
    thread = started;
    started.start();
  }

  @Override
  public void stop() {
    Thread running;
    synchronized (lock) {
      running = thread;
      thread = null;
      lock.notifyAll();
    }
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    synchronized (lock) {
      return thread != null;
    }
  }

  @Override
  public int getPhase() {
    return Phases.LOG_TAIL;
  }

  private void wake() {
    synchronized (lock) {
      dirty = true;
      lock.notifyAll();
    }
  }

  private void run() {
    boolean away = false;
    while (isRunning()) {
      try {
        boolean published = publishNext();
        if (away) {
          LOGGER.info("The log can be read again");
          away = false;
        }
        if (!published) {
          pause();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!away && isRunning()) {
          LOGGER.warn("The log cannot be read", e);
          away = true;
        }
        wake();
        pauseQuietly();
      } catch (Error e) {
        VitalThreads.failed(TAIL, e);
        wake();
        pauseQuietly();
      }
    }
  }

  private boolean publishNext() {
    publishing.lock();
    try {
      List<LogMessage<?>> events = next();
      publish(events);
      return !events.isEmpty();
    } finally {
      publishing.unlock();
    }
  }

  /**
   * Returns the group that was handed over if it comes right after the head, otherwise what is in
   * the store.
   */
  private List<LogMessage<?>> next() {
    synchronized (lock) {
      HandedOver.Group group = handed.next(head);
      if (group != null) {
        return group.events();
      }
      if (handed.isEmpty() && !dirty) {
        return List.of();
      }
      dirty = false;
    }
    LogPage<LogMessage<?>> page = reader.read(head, BoundedRead.SMALL, BATCH);
    if (page.more()) {
      wake();
    }
    return page.events();
  }

  private void pause() throws InterruptedException {
    long end = System.nanoTime() + POLL_MILLIS * 1_000_000;
    synchronized (lock) {
      while (!dirty && handed.isEmpty() && thread != null) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          // An occasional look at the store finds what no signal announced.
          dirty = true;
        } else {
          lock.wait(left);
        }
      }
    }
  }

  private void pauseQuietly() {
    synchronized (lock) {
      try {
        lock.wait(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void publish(List<LogMessage<?>> events) {
    if (events.isEmpty()) {
      return;
    }
    for (TrackedEventMessage<?> event : events) {
      for (Consumer<TrackedEventMessage<?>> listener : listeners) {
        tell(listener, event);
      }
    }
    synchronized (lock) {
      events.forEach(window::add);
      head = window.end();
    }
    for (Follower follower : followers) {
      try {
        follower.tell(events);
      } catch (RuntimeException e) {
        LOGGER.error("A reader of the log could not be woken", e);
      } catch (Error e) {
        VitalThreads.failed(TAIL, e);
      }
    }
  }

  private static void tell(
      Consumer<TrackedEventMessage<?>> listener, TrackedEventMessage<?> event) {
    try {
      listener.accept(event);
    } catch (RuntimeException e) {
      LOGGER.error("A listener failed on the event {}", event.getIdentifier(), e);
    } catch (Error e) {
      VitalThreads.failed(TAIL, e);
    }
  }
}
