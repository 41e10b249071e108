package io.qubix.log.follow;

import io.qubix.runtime.thread.PeriodicTask;
import io.qubix.runtime.thread.Phases;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs the followers that share a table of rows: renews this node's leases and takes free ones. */
public final class Followers implements SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(Followers.class);

  /** A lease survives two failed renewals. */
  private static final Duration RENEWAL = FollowerRows.LEASE.dividedBy(3);

  private final String table;
  private final FollowerRows rows;
  private final Map<String, Following> followings = new TreeMap<>();
  private volatile @Nullable PeriodicTask renewal;

  /**
   * @param table with the columns name, position, epoch, owner, until, shape and rule
   * @param durable whether a passed position must survive a crash of the database; otherwise the
   *     last batches are repeated
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

  /** Returns whether a follower of this node failed and has not succeeded since. */
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
              followings.values().stream()
                  .filter(Following::isReady)
                  .map(Following::follower)
                  .toList())
          .forEach((name, state) -> following(name).claimed(state));
    } catch (RuntimeException e) {
      LOGGER.debug("The leases in {} cannot be renewed", table, e);
    }
  }

  @Override
  public void start() {
    rows.add(followings.keySet());
    followings.values().forEach(Following::start);
    renewal = PeriodicTask.start(table + "-leases", Duration.ZERO, RENEWAL, this::claim);
  }

  @Override
  public void stop() {
    PeriodicTask started = renewal;
    if (started != null) {
      renewal = null;
      // A running claim would take the released leases again.
      started.stop(Duration.ofSeconds(1));
      followings.values().forEach(Following::end);
      followings.values().forEach(Following::join);
    }
  }

  @Override
  public boolean isRunning() {
    return renewal != null;
  }

  @Override
  public int getPhase() {
    return Phases.FOLLOWERS;
  }
}
