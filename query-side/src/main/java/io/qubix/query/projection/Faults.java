package io.qubix.query.projection;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/** Tells an event that cannot be taken in from a store that cannot take anything in. */
final class Faults {

  /**
   * Cardinality violation, data exception, integrity constraint violation, program limit exceeded
   * and an exception raised by a trigger: what other data would not have caused
   * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
   */
  private static final Set<String> OF_THE_DATA = Set.of("21", "22", "23", "54", "P0");

  private Faults() {}

  /**
   * Whether the event is to blame, so that it would fail again. Everything else, like a lost
   * connection, a full disk or a missing table, would fail with any event.
   */
  static boolean isOfTheEvent(Throwable failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof SQLException sql) {
        return isOfTheData(sql.getSQLState());
      }
      if (cause instanceof DataAccessResourceFailureException
          || cause instanceof TransactionException
          || cause instanceof Error) {
        return false;
      }
      cause = cause.getCause();
    }
    return true;
  }

  /** Whether a lock was not had within {@code lock_timeout}. */
  static boolean isLockTimeout(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return "55P03".equals(sql.getSQLState());
      }
    }
    return false;
  }

  private static boolean isOfTheData(@Nullable String sqlState) {
    return sqlState != null
        && sqlState.length() == 5
        && OF_THE_DATA.contains(sqlState.substring(0, 2));
  }
}
