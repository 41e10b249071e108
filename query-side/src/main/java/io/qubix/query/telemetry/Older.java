package io.qubix.query.telemetry;

import io.qubix.query.Cursor;
import io.qubix.query.Parameters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Selects the telemetry of a page: the rows before a row or, for older clients, before a time; all
 * rows when both are null.
 */
record Older(@Nullable Long id, @Nullable Instant at) {

  static final Older THAN_NOTHING = new Older(null, null);

  /** The key is the id of a row. */
  static final Cursor.Kind CURSOR = new Cursor.Kind("telemetry", 1);

  static Older than(Parameters parameters, @Nullable String before) {
    if (!Cursor.isMeantBy(before)) {
      return new Older(null, parameters.instant("before", before));
    }
    Cursor cursor = parameters.cursor("before", before, CURSOR);
    return cursor == null ? THAN_NOTHING : new Older(cursor.number(0), null);
  }
}
