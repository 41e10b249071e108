package io.qubix.app.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.qubix.api.store.StoreFailure;
import java.sql.SQLException;

/**
 * Tells the pool which failures make a connection useless: among them that its server reads only,
 * for a new connection finds the one that writes.
 */
public final class EndedSessions implements SQLExceptionOverride {

  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return StoreFailure.of(failure).filter(StoreFailure::endsSession).isPresent()
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
