package io.qubix.query.projection;

import java.util.List;

/**
 * Turns the events of the log into a read model. The tables are a parameter, so that the same code
 * writes the live tables and fills new ones beside them.
 */
public interface Projection {

  /** Returns its name, as in {@code job}. */
  String name();

  /** Returns the names of its live tables. */
  List<String> tables();

  /** Begins to fold events into these tables. */
  Fold open(Tables tables);

  /** Returns the statements for what {@code create table … (like …)} leaves out. */
  default List<String> finishing(Tables tables) {
    return List.of();
  }
}
