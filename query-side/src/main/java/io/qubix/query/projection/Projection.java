package io.qubix.query.projection;

import io.qubix.log.follow.StateVersion;

/**
 * Turns the events of the log into a read model.
 *
 * <p>The file {@code db/readmodel/NAME.sql} defines its tables. Statements name them without a
 * schema: a rebuild runs them on tables of the same names in another schema.
 */
public interface Projection {

  /** Returns its name, as in {@code job}. */
  String name();

  /**
   * Returns the version of the tables. Raise the shape with the definition or with what rows
   * contain, and the rule when the same events lead to other rows: the next start rebuilds them.
   */
  StateVersion version();

  /** Begins to fold events into the tables. */
  Fold open();
}
