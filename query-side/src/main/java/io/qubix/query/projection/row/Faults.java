package io.qubix.query.projection.row;

import io.qubix.runtime.store.StoreFailure;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/** Distinguishes an event that cannot be taken in from a store that cannot take anything in. */
public final class Faults {

  private Faults() {}

  /**
   * Returns whether the event is at fault and would fail again. Other failures, such as a lost
   * connection, a full disk or a missing table, would hit any event.
   */
  public static boolean isOfTheEvent(Throwable failure) {
    Optional<StoreFailure> ofTheStore = StoreFailure.of(failure);
    if (ofTheStore.isPresent()) {
      return ofTheStore.get() == StoreFailure.OF_THE_DATA;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException
          || cause instanceof DataAccessResourceFailureException
          || cause instanceof TransactionException
          || cause instanceof Error) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the store gave way to another transaction, as after {@code lock_timeout}. */
  public static boolean isBusy(Throwable failure) {
    return StoreFailure.of(failure).filter(StoreFailure.BUSY::equals).isPresent();
  }
}
