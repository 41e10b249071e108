package io.qubix.query.projection.row;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A part of a transaction that can be rolled back alone. */
public final class Savepoint {

  private Savepoint() {}

  /**
   * Writes, or rolls back to the state before.
   *
   * @return the failure of the data, or null when all went well
   * @throws RuntimeException when the store is at fault, so that any data would have failed
   */
  public static @Nullable RuntimeException attempt(Runnable write, JdbcTemplate jdbc) {
    jdbc.execute("savepoint before_write");
    try {
      write.run();
    } catch (RuntimeException e) {
      if (!Faults.isOfTheEvent(e)) {
        throw e;
      }
      jdbc.execute("rollback to savepoint before_write");
      jdbc.execute("release savepoint before_write");
      return e;
    }
    jdbc.execute("release savepoint before_write");
    return null;
  }
}
