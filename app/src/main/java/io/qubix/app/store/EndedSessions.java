package io.qubix.app.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.qubix.runtime.store.StoreFailure;
import java.sql.SQLException;

/**
 * Tells the pool which failures make a connection useless. A read-only server is one of them,
 * because a new connection finds the primary.
 */
public final class EndedSessions implements SQLExceptionOverride {

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return StoreFailure.of(failure).filter(StoreFailure::endsSession).isPresent()
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
