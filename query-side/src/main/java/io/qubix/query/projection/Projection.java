package io.qubix.query.projection;

import java.util.List;

/**
 * How the events of the log become a read model. The tables are a parameter, so that the same code
 * keeps the ones that serve and fills new ones beside them.
 */
public interface Projection {

  /** Returns its name, as in {@code job}. */
  String name();

  /** Its tables, under the names that serve. */
  List<String> tables();

  /** Begins to fold events into these tables. */
  Fold open(Tables tables);

  /** What {@code create table … (like …)} leaves out, for a new set of tables. */
  default List<String> finishing(Tables tables) {
    return List.of();
  }
}
