package io.qubix.query.projection;

/**
 * Turns the events of the log into a read model.
 *
 * <p>The file {@code db/readmodel/NAME.sql} defines its tables. Statements name them without a
 * schema: a rebuild runs them on tables of the same names in another schema.
 */
public interface Projection {

  /** Returns its name, as in {@code job}. */
  String name();

  /** Begins to fold events into the tables. */
  Fold open();
}
