package io.qubix.log.follow;

import io.qubix.api.log.FollowedLog;
import io.qubix.api.thread.VitalThreads;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The followers that share a table of rows: renews this node's leases and takes free ones. */
public final class Followers implements SmartLifecycle {

  /**
   * After everything that followers use, and before the web server; stopped the other way round.
   */
  private static final int PHASE = 10_000;

  private static final Logger LOGGER = LoggerFactory.getLogger(Followers.class);

  /** A lease outlives two renewals that fail. */
  private static final long SIGN_MILLIS = FollowerRows.LEASE.toMillis() / 3;

  private final String table;
  private final FollowerRows rows;
  private final Map<String, Following> followings = new TreeMap<>();
  private volatile @Nullable ScheduledExecutorService timer;

  /**
   * @param table has the columns name, position, epoch, owner and until
   * @param durable whether a position that was passed must survive a crash of the database;
   *     otherwise the last batches are done again
   */
  public Followers(
      String table,
      boolean durable,
      Collection<LogFollower> followers,
      FollowedLog log,
      DataSource dataSource) {
    this.table = table;
    this.rows = new FollowerRows(new JdbcTemplate(dataSource), table, durable);
    TransactionTemplate transaction =
        new TransactionTemplate(new JdbcTransactionManager(dataSource));
    for (LogFollower follower : followers) {
      Following following = new Following(follower, log, rows, transaction);
      if (followings.put(follower.name(), following) != null) {
        throw new IllegalArgumentException("Two followers are called " + follower.name());
      }
    }
  }

  /** Returns whether this node leads a follower. */
  public boolean leads(String name) {
    return following(name).isLeading();
  }

  /** Returns whether a follower of this node failed and has not been able to go on since. */
  public boolean isFailing(String name) {
    return following(name).isFailing();
  }

  private Following following(String name) {
    Following following = followings.get(name);
    if (following == null) {
      throw new IllegalArgumentException("There is no follower called " + name);
    }
    return following;
  }

  private void claim() {
    try {
      rows.claim(
              followings.entrySet().stream()
                  .filter(each -> each.getValue().isReady())
                  .map(Map.Entry::getKey)
                  .collect(Collectors.toSet()))
          .forEach((name, state) -> following(name).claimed(state));
    } catch (RuntimeException e) {
      LOGGER.debug("The leases in {} cannot be renewed", table, e);
    } catch (Error e) {
      VitalThreads.failed(threadName(), e);
    }
  }

  @Override
  public void start() {
    rows.add(followings.keySet());
    followings.values().forEach(Following::start);
    ScheduledExecutorService started = VitalThreads.timer(threadName(), 1);
    started.scheduleWithFixedDelay(this::claim, 0, SIGN_MILLIS, TimeUnit.MILLISECONDS);
    timer = started;
  }

  @Override
  public void stop() {
    ScheduledExecutorService started = timer;
    if (started != null) {
      timer = null;
      end(started);
      followings.values().forEach(Following::end);
      followings.values().forEach(Following::join);
    }
  }

  /** Waits for a claim under way: it would take again what is released. */
  private static void end(ScheduledExecutorService timer) {
    timer.shutdown();
    try {
      timer.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  private String threadName() {
    return table + "-leases";
  }
}
