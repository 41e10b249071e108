package io.qubix.log.append;

import java.io.Serial;
import java.sql.SQLException;

/** Thrown when PostgreSQL refuses the events of one command. */
public final class AppendRefused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  AppendRefused(SQLException cause) {
    super(cause.getMessage(), cause);
  }

  @Override
  public synchronized SQLException getCause() {
    return (SQLException) super.getCause();
  }
}
