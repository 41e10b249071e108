package io.qubix.app.store;

import io.qubix.runtime.store.StoreFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * Waits until the database answers, before anything else uses it: nodes and their database often
 * start together. Failures that waiting cannot mend are refused at once.
 */
final class FirstContact {

  private static final Logger LOG = LoggerFactory.getLogger(FirstContact.class);

  private final DataSource pool;
  private final Duration patience;

  /**
   * @param pool gives up by itself after some seconds, so that the wait is logged each time
   */
  FirstContact(DataSource pool, Duration patience) {
    this.pool = pool;
    this.patience = patience;
  }

  /**
   * Returns when the database takes writes.
   *
   * @throws FailureAnalyzedException when it does not in time, or never would
   */
  void make() {
    long end = System.nanoTime() + patience.toNanos();
    boolean waited = false;
    while (!isThere(end)) {
      waited = true;
    }
    if (waited) {
      LOG.info("The database is there");
    }
  }

  private boolean isThere(long end) {
    try (Connection connection = pool.getConnection()) {
      if (Pooler.sharesSessions(connection, pool)) {
        throw new FailureAnalyzedException(
            "The database is behind a pooler that gives each transaction another session,"
                + " as PgBouncer does with pool_mode = transaction.",
            "Name PostgreSQL itself in spring.datasource.url, or set pool_mode = session:"
                + " QUBIX keeps a pool of its own, and listens in a session.");
      }
      return true;
    } catch (SQLException e) {
      StoreFailure meaning = StoreFailure.of(e).orElse(StoreFailure.OURS);
      if (!meaning.isAway() || meaning == StoreFailure.DENIED) {
        throw new FailureAnalyzedException(
            "The database refuses the connection: " + Reason.of(e),
            "Check spring.datasource.url, spring.datasource.username and"
                + " spring.datasource.password.",
            e);
      } else if (System.nanoTime() >= end) {
        throw new FailureAnalyzedException(
            "The database is away: " + meaning.words() + ": " + Reason.of(e),
            "Start it, or check spring.datasource.url; qubix.store.wait says how long a start"
                + " waits for it.",
            e);
      }
      LOG.warn("Waiting for the database: {}: {}", meaning.words(), Reason.of(e));
      return false;
    }
  }
}
