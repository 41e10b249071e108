package io.qubix.query.telemetry;

import io.qubix.query.Cursor;
import io.qubix.query.Parameters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says which telemetry a page holds: what came before a row, or, as older clients have it, before a
 * time; everything where both are null.
 */
record Older(@Nullable Long id, @Nullable Instant at) {

  static final Older THAN_NOTHING = new Older(null, null);

  /** Its key is the id of a row. */
  static final Cursor.Kind CURSOR = new Cursor.Kind("telemetry", 1);

  static Older than(Parameters parameters, @Nullable String before) {
    if (!Cursor.isMeantBy(before)) {
      return new Older(null, parameters.instant("before", before));
    }
    Cursor cursor = parameters.cursor("before", before, CURSOR);
    return cursor == null ? THAN_NOTHING : new Older(cursor.number(0), null);
  }
}
