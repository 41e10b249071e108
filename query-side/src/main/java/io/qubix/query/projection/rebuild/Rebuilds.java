package io.qubix.query.projection.rebuild;

import io.qubix.api.Rejection;
import io.qubix.log.read.EventLog;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.follow.Versions;
import io.qubix.runtime.thread.PeriodicTask;
import io.qubix.runtime.thread.Phases;
import io.qubix.runtime.thread.VitalThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts rebuilds, by itself when an older version of the program wrote a read model, and cleans up
 * after those whose node is gone.
 */
final class Rebuilds implements SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(Rebuilds.class);
  private static final String LEASES = "rebuild-leases";
  private static final Duration STOP = Duration.ofSeconds(10);

  /** How long a start waits for read models that could not be read otherwise. */
  private static final Duration START = Duration.ofSeconds(5);

  /** The pause after a rebuild that failed, before a node tries it again by itself. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** A lease survives two failed renewals. */
  private static final Duration LOOK = RebuildRows.LEASE.dividedBy(3);

  private final Map<String, Projection> projections = new TreeMap<>();
  private final EventLog log;
  private final Versions versions;
  private final Rebuild.Tools tools;
  private final List<Thread> threads = new ArrayList<>();

  /** The runs of this node. */
  private final Map<UUID, String> runs = new ConcurrentHashMap<>();

  private volatile boolean running;
  private @Nullable PeriodicTask renewal;

  Rebuilds(List<Projection> projections, EventLog log, Versions versions, Rebuild.Tools tools) {
    projections.forEach(projection -> this.projections.put(projection.name(), projection));
    this.log = log;
    this.versions = versions;
    this.tools = tools;
  }

  /**
   * Starts to rebuild a read model, on this node.
   *
   * @throws Rejection.Conflict when it is already being rebuilt, on any node
   */
  void start(Projection projection) {
    String name = projection.name();
    long head = log.head();
    UUID run = UUID.randomUUID();
    tools.runs().begin(name, run, head, tools.clock().instant());
    runs.put(run, name);
    Thread thread = VitalThreads.thread("rebuild-" + name, () -> carryOut(projection, run));
    synchronized (threads) {
      threads.removeIf(old -> !old.isAlive());
      threads.add(thread);
      thread.start();
    }
  }

  private void carryOut(Projection projection, UUID run) {
    String name = projection.name();
    try {
      new Rebuild(projection, run, tools, () -> !running).run();
      versions.rebuilt(name);
      LOGGER.info("The projection {} was rebuilt", name);
    } catch (RuntimeException e) {
      LOGGER.error("The projection {} could not be rebuilt: the old one stays in use", name, e);
      giveUp(projection, run, e);
    } catch (Error e) {
      giveUp(projection, run, e);
      throw e;
    } finally {
      runs.remove(run);
    }
  }

  private void giveUp(Projection projection, UUID run, Throwable reason) {
    // Our own messages may be shown; others may quote SQL.
    @Nullable String ours = reason instanceof IllegalStateException ? reason.getMessage() : null;
    String error = ours == null ? "It failed; see the log of the node" : ours;
    try {
      tools
          .transactions()
          .executeInTransaction(
              () -> {
                // Otherwise the tables already belong to another run.
                if (tools
                    .runs()
                    .end(
                        projection.name(),
                        run,
                        RebuildRows.FAILED,
                        error,
                        tools.clock().instant())) {
                  new RebuildSchema(tools.jdbc(), projection.name()).drop();
                }
              });
    } catch (RuntimeException e) {
      LOGGER.warn("What the rebuild of {} left behind goes with the next", projection.name(), e);
    }
  }

  @Override
  public void start() {
    running = true;
    versions.look();
    for (Projection projection : projections.values()) {
      clearUp(projection);
      if (versions.isOlder(projection.name())) {
        upgrade(projection);
      }
    }
    if (!projections.keySet().stream().allMatch(versions::isReadable)) {
      join(START);
    }
    renewal = PeriodicTask.start(LEASES, LOOK, LOOK, this::look);
  }

  private void look() {
    runs.forEach((run, name) -> attempt(name, () -> tools.runs().renew(name, run)));
    attempt("all", versions::look);
    projections.forEach(
        (name, projection) ->
            attempt(
                name,
                () -> {
                  clearUp(projection);
                  if (versions.isOlder(name) && !failedLately(name)) {
                    upgrade(projection);
                  }
                }));
  }

  /** Rebuilds a read model that an older version of the program wrote. */
  private void upgrade(Projection projection) {
    try {
      start(projection);
    } catch (Rejection.Conflict e) {
      LOGGER.debug("Another node rebuilds {}", projection.name());
    }
  }

  private boolean failedLately(String name) {
    Instant lately = tools.clock().instant().minus(PAUSE);
    return tools
        .runs()
        .find(name)
        .filter(run -> run.state().equals(RebuildRows.FAILED))
        .filter(run -> run.endedAt() != null && run.endedAt().isAfter(lately))
        .isPresent();
  }

  /** Runs a step; its failure must not stop the steps of other rebuilds. */
  private static void attempt(String name, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOGGER.warn("The rebuild of {} could not be looked after", name, e);
    } catch (Error e) {
      VitalThreads.failed(LEASES, e);
    }
  }

  /** Drops the tables of a run whose node is gone. */
  private void clearUp(Projection projection) {
    tools
        .transactions()
        .executeInTransaction(
            () -> {
              if (tools.runs().abandon(projection.name(), tools.clock().instant())) {
                new RebuildSchema(tools.jdbc(), projection.name()).drop();
              }
            });
  }

  @Override
  public void stop() {
    running = false;
    if (renewal != null) {
      renewal.stop(Duration.ZERO);
    }
    join(STOP);
  }

  private void join(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    List<Thread> alive;
    synchronized (threads) {
      alive = List.copyOf(threads);
    }
    try {
      for (Thread thread : alive) {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Phases.REBUILDS;
  }
}
