package io.qubix.query;

import io.qubix.api.Rejection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The place where a page begins: after the entry that a cursor or, for older clients, its id names;
 * at the beginning of the list when both are null.
 */
public record Before(@Nullable Cursor cursor, @Nullable UUID id) {

  public static final Before NOTHING = new Before(null, null);

  /**
   * Returns the position before which all entries of the page lie, in a list with the newest first.
   *
   * @param positionOf looks up the position of an id
   * @param what the id names, for the error
   * @throws Rejection.Invalid when the id names none
   */
  public long position(Function<UUID, Optional<Long>> positionOf, String what) {
    if (cursor != null) {
      return cursor.number(0);
    }
    return id == null ? Long.MAX_VALUE : positionOf.apply(id).orElseThrow(() -> unknown(what));
  }

  public static Rejection.Invalid unknown(String what) {
    return new Rejection.Invalid("before", "is not the id of a " + what);
  }
}
