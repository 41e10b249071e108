package io.qubix.query.projection.follow;

import io.qubix.api.Rejection;
import io.qubix.log.read.EventLog;
import io.qubix.log.signal.Signals;
import io.qubix.query.projection.Positions;
import io.qubix.runtime.store.StoreFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessException;

/**
 * The positions of the projections as this node knows them: from its own followers in process, from
 * other nodes by signals. Waiting callers also look them up from time to time, in case a signal is
 * lost.
 */
final class ProjectionPositions implements Positions {

  private static final String TOPIC = "position";

  /** The topic for a projection that is waited for on a node that does not write it. */
  private static final String AWAITED = "awaited";

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final long LOOK_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final EventLog log;
  private final ProjectionRows rows;
  private final Versions versions;
  private final Signals signals;
  private final Duration longestWait;
  private final Map<String, Passed> known = new ConcurrentHashMap<>();

  ProjectionPositions(
      EventLog log, ProjectionRows rows, Versions versions, Signals signals, Duration longestWait) {
    this.log = log;
    this.rows = rows;
    this.versions = versions;
    this.signals = signals;
    this.longestWait = longestWait;
    signals.listen(TOPIC, (name, position) -> of(name).advance(Long.parseLong(position)));
    signals.listen(AWAITED, (name, position) -> of(name).await(Long.parseLong(position)));
  }

  /** Notes the position of a projection after its transaction has committed. */
  void passed(String name, long position) {
    of(name).advance(position);
    signals.send(TOPIC, name, Long.toString(position));
  }

  /** Returns the position of a projection, as far as this node knows. */
  long known(String name) {
    return of(name).position();
  }

  /** Returns whether a caller waits for a position that the projection has not passed yet. */
  boolean isAwaited(String name) {
    return of(name).isAwaited();
  }

  /**
   * Calls back when a caller begins to wait for a projection, and when it has moved on.
   *
   * @return ends the callbacks
   */
  Runnable follow(String name, Runnable callback) {
    return of(name).follow(callback);
  }

  @Override
  public void await(String... projections) {
    long head = log.head();
    long deadline = System.nanoTime() + longestWait.toNanos();
    for (String projection : projections) {
      await(projection, head, deadline);
    }
  }

  @Override
  public void awaitPosition(String projection, long position) {
    await(projection, position, System.nanoTime() + longestWait.toNanos());
  }

  @Override
  public CompletableFuture<Void> reaching(String projection, long position) {
    Passed passed = of(projection);
    return passed.position() >= position
        ? CompletableFuture.completedFuture(null)
        : reach(projection, position)
            .copy()
            .completeOnTimeout(null, longestWait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void await(String name, long position, long deadline) {
    versions.requireReadable(name);
    Passed passed = of(name);
    // Positions count from 1: at 0 nothing is missing.
    if (position <= 0 || passed.position() >= position) {
      return;
    }
    CompletableFuture<Void> reached = reach(name, position);
    if (passed.position() == ProjectionRows.NOTHING) {
      lookUp(name);
    }
    while (!isDone(reached, Math.min(LOOK_UP_NANOS, deadline - System.nanoTime()))) {
      if (System.nanoTime() >= deadline) {
        throw behind();
      }
      lookUp(name);
    }
  }

  private CompletableFuture<Void> reach(String name, long position) {
    Passed passed = of(name);
    if (!passed.isFollowed()) {
      // The node that writes it must not rest.
      signals.sendOthers(AWAITED, name, Long.toString(position));
    }
    return passed.reach(position);
  }

  private void lookUp(String name) {
    try {
      of(name).advance(rows.position(name));
    } catch (DataAccessException e) {
      throw StoreFailure.refusal(e, RETRY_AFTER);
    }
  }

  private static boolean isDone(CompletableFuture<Void> reached, long nanos) {
    try {
      reached.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw behind();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Rejection behind() {
    return new Rejection.Unavailable(
        "The answer would not include the latest changes yet; please try again", RETRY_AFTER);
  }

  private Passed of(String name) {
    return known.computeIfAbsent(name, n -> new Passed());
  }

  /** The position of one projection, and the callers that wait for it. */
  private static final class Passed {

    private final ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiting =
        new ConcurrentSkipListMap<>();
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile long position = ProjectionRows.NOTHING;

    /** The newest position that another node waits for. */
    private volatile long awaitedElsewhere = ProjectionRows.NOTHING;

    long position() {
      return position;
    }

    void advance(long to) {
      synchronized (this) {
        if (to <= position) {
          return;
        }
        position = to;
      }
      completeReached();
      followers.forEach(Runnable::run);
    }

    void await(long wanted) {
      awaitedElsewhere = wanted;
      if (position < wanted) {
        followers.forEach(Runnable::run);
      }
    }

    /**
     * Waits for a position. {@link #advance} finds a caller that comes before it reads the
     * position; otherwise this method sees the position itself.
     */
    CompletableFuture<Void> reach(long wanted) {
      CompletableFuture<Void> reached =
          waiting.computeIfAbsent(wanted, p -> new CompletableFuture<>());
      if (position >= wanted) {
        completeReached();
        reached.complete(null);
      } else {
        followers.forEach(Runnable::run);
      }
      return reached;
    }

    boolean isAwaited() {
      return !waiting.isEmpty() || awaitedElsewhere > position;
    }

    boolean isFollowed() {
      return !followers.isEmpty();
    }

    Runnable follow(Runnable callback) {
      followers.add(callback);
      return () -> followers.remove(callback);
    }

    private void completeReached() {
      var reached = waiting.headMap(position, true).entrySet().iterator();
      while (reached.hasNext()) {
        CompletableFuture<Void> future = reached.next().getValue();
        reached.remove();
        future.complete(null);
      }
    }
  }
}
