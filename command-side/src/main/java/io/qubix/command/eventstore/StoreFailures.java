package io.qubix.command.eventstore;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells a store that is away from one that refuses. */
public final class StoreFailures {

  private StoreFailures() {}

  /**
   * Whether the database could not be reached, or broke off: connection exceptions (08), no
   * resources (53), operator intervention (57) and a cancelled wait (55P03)
   * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
   */
  public static boolean isAway(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isAway(sql)) {
        return true;
      }
      if (cause == cause.getCause()) {
        return false;
      }
    }
    return false;
  }

  private static boolean isAway(SQLException failure) {
    String state = failure.getSQLState();
    if (failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLRecoverableException) {
      return true;
    }
    if (state == null) {
      // That is how the pool says that it has thrown the connection away.
      return "Connection is closed".equals(failure.getMessage());
    }
    return state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.equals("55P03");
  }
}
