package io.qubix.runtime.store;

import io.qubix.api.Rejection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Classifies a failure of the database. Answers to clients, retries, the log writer, the read
 * models, the pool and the log lines all use this table of SQLSTATEs
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
public enum StoreFailure {

  /** There is no connection, or it broke during a statement. */
  UNREACHABLE("it cannot be reached"),

  /** The server is read-only: a standby, or a primary that was configured so. */
  READ_ONLY("it is read-only"),

  /** It has no room: disk, memory or connections. */
  FULL("it has no room"),

  /** A lock timeout, a deadlock or a serialization failure. */
  BUSY("it is busy"),

  /** It fails inside: its disk, its files, or its own code. */
  BROKEN("it fails inside"),

  /** It refuses this user, or does not have this database. */
  DENIED("it refuses the connection"),

  /** The data is at fault: other data would have been accepted. */
  OF_THE_DATA("it refuses the data"),

  /** Our SQL, or the schema, is at fault. */
  OURS("it refuses the statement");

  private final String words;

  StoreFailure(String words) {
    this.words = words;
  }

  /** Returns the text for the store, as in "the store is away: it is read-only". */
  public String words() {
    return words;
  }

  /** Returns whether the same request may succeed a little later. */
  public boolean isAway() {
    return this != OF_THE_DATA && this != OURS;
  }

  /** Returns whether the failed statement may have been committed all the same. */
  public boolean leavesDoubt() {
    return this == UNREACHABLE || this == FULL || this == BROKEN;
  }

  /** Returns whether the session is useless from now on. */
  public boolean endsSession() {
    return this == UNREACHABLE || this == READ_ONLY;
  }

  /** Returns whether a failure among the causes is one that may pass. */
  public static boolean isAway(@Nullable Throwable failure) {
    return of(failure).filter(StoreFailure::isAway).isPresent();
  }

  /**
   * Turns a failure into a refusal when the store is away, and leaves a bug of ours as it is.
   *
   * @return a refusal that asks to try again when the failure may pass, otherwise the failure
   *     itself, because a repeat would fail the same way
   */
  public static RuntimeException refusal(RuntimeException failure, Duration retryAfter) {
    return isAway(failure)
        ? new Rejection.Unavailable("The store is away; please try again", retryAfter)
        : failure;
  }

  /** Classifies the first database failure among the causes; empty when there is none. */
  public static Optional<StoreFailure> of(@Nullable Throwable failure) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        StoreFailure meaning = meaningOf(sql);
        if (meaning != null) {
          return Optional.of(meaning);
        }
      }
    }
    return Optional.empty();
  }

  private static @Nullable StoreFailure meaningOf(SQLException failure) {
    String state = failure.getSQLState();
    if (state != null && state.length() == 5) {
      return ofState(state);
    } else if (failure instanceof SQLTransientConnectionException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLRecoverableException
        || isClosed(failure)) {
      return UNREACHABLE;
    } else if (failure instanceof SQLTimeoutException
        || failure instanceof SQLTransactionRollbackException) {
      return BUSY;
    }
    return null;
  }

  /** Recognises that the pool has discarded a connection, or is closing. */
  private static boolean isClosed(SQLException failure) {
    String message = failure.getMessage();
    return message != null
        && (message.equals("Connection is closed")
            || message.endsWith("has been closed.")
            || message.endsWith("Interrupted during connection acquisition"));
  }

  private static StoreFailure ofState(String state) {
    return switch (state) {
      case "25006" -> READ_ONLY;
      // The server ended the session: idle in a transaction, or in one for too long.
      case "25P03", "25P04" -> UNREACHABLE;
      // The statement may or may not have been executed.
      case "40003" -> UNREACHABLE;
      // A cancelled statement: by its time limit or by an operator.
      case "57014" -> BUSY;
      // A parameter that cannot change now, an enum value that is too new.
      case "55P02", "55P04" -> OURS;
      default -> ofClass(state.substring(0, 2));
    };
  }

  private static StoreFailure ofClass(String sqlClass) {
    return switch (sqlClass) {
      // Connection exceptions; operator intervention: shutting down, crashed, starting up.
      case "08", "57" -> UNREACHABLE;
      // Wrong password, not in pg_hba.conf; no such database.
      case "28", "3D" -> DENIED;
      // Insufficient resources.
      case "53" -> FULL;
      // Rollback for another transaction; an object that is not ready; a lock timeout.
      case "40", "55" -> BUSY;
      // Errors of the server's system; internal errors, corrupted data and indexes.
      case "58", "XX" -> BROKEN;
      // Cardinality, data exceptions, constraints, program limits, raised by our functions.
      case "21", "22", "23", "54", "P0" -> OF_THE_DATA;
      default -> OURS;
    };
  }
}
