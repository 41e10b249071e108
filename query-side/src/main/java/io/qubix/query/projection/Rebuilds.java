package io.qubix.query.projection;

import io.qubix.api.log.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts rebuilds, and clears up after those whose node went away. */
final class Rebuilds implements SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(Rebuilds.class);
  private static final long STOP_MILLIS = 10_000;

  private final Map<String, Projection> projections = new TreeMap<>();
  private final DataSource dataSource;
  private final EventLog log;
  private final Rebuild.Tools tools;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  Rebuilds(List<Projection> projections, DataSource dataSource, EventLog log, Rebuild.Tools tools) {
    projections.forEach(projection -> this.projections.put(projection.name(), projection));
    this.dataSource = dataSource;
    this.log = log;
    this.tools = tools;
  }

  /**
   * Starts to rebuild a read model, on this node.
   *
   * @throws io.qubix.api.Rejection.Conflict when it is being rebuilt already, on any node
   */
  void start(Projection projection) {
    String name = projection.name();
    long head = log.head();
    RebuildLock lock =
        RebuildLock.take(dataSource, name).orElseThrow(() -> RebuildRows.underWay(name));
    UUID run = UUID.randomUUID();
    try {
      tools
          .transactions()
          .executeInTransaction(
              () -> {
                Rebuild.prepare(projection, tools);
                tools.runs().begin(name, run, head, tools.clock().instant());
              });
      begin(projection, run, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void begin(Projection projection, UUID run, RebuildLock lock) {
    Thread thread =
        new Thread(() -> runAndClose(projection, run, lock), "rebuild-" + projection.name());
    thread.setDaemon(true);
    synchronized (threads) {
      threads.removeIf(old -> !old.isAlive());
      threads.add(thread);
      thread.start();
    }
  }

  private void runAndClose(Projection projection, UUID run, RebuildLock lock) {
    String name = projection.name();
    try (lock) {
      try {
        new Rebuild(projection, run, tools, () -> !running).run();
        LOGGER.info("The projection {} was rebuilt", name);
      } catch (RuntimeException e) {
        LOGGER.error("The projection {} could not be rebuilt: the old one serves on", name, e);
        giveUp(projection, run, e);
      }
    }
  }

  private void giveUp(Projection projection, UUID run, RuntimeException reason) {
    // Ours are meant to be read; others may quote SQL.
    @Nullable String ours = reason instanceof IllegalStateException ? reason.getMessage() : null;
    String error = ours == null ? "It failed; the log of the node says why" : ours;
    try {
      tools
          .transactions()
          .executeInTransaction(
              () -> {
                Rebuild.dropNext(projection, tools);
                tools
                    .runs()
                    .end(
                        projection.name(), run, RebuildRows.FAILED, error, tools.clock().instant());
              });
    } catch (RuntimeException e) {
      LOGGER.warn("What the rebuild of {} left behind goes with the next", projection.name(), e);
    }
  }

  @Override
  public void start() {
    running = true;
    for (String name : tools.runs().unended()) {
      Projection projection = projections.get(name);
      if (projection != null) {
        RebuildLock.take(dataSource, name).ifPresent(lock -> clearUp(projection, lock));
      }
    }
  }

  private void clearUp(Projection projection, RebuildLock lock) {
    try (lock) {
      tools
          .transactions()
          .executeInTransaction(
              () -> {
                Rebuild.dropNext(projection, tools);
                tools.runs().abandon(projection.name(), tools.clock().instant());
              });
    }
  }

  @Override
  public void stop() {
    running = false;
    List<Thread> alive;
    synchronized (threads) {
      alive = List.copyOf(threads);
    }
    try {
      for (Thread thread : alive) {
        thread.join(STOP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
