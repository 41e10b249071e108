package io.qubix.query;

import io.qubix.api.Rejection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says where a page begins: after the entry that a cursor or, as older clients have it, its id
 * names; at the beginning where both are null.
 */
public record Before(@Nullable Cursor cursor, @Nullable UUID id) {

  public static final Before NOTHING = new Before(null, null);

  /**
   * The position that all entries of the page are before, in a list with the newest first.
   *
   * @param positionOf looks the position of an id up
   * @param what the id should be of, for the error
   * @throws Rejection.Invalid when it is the id of none
   */
  public long position(Function<UUID, Optional<Long>> positionOf, String what) {
    if (cursor != null) {
      return cursor.number(0);
    }
    return id == null ? Long.MAX_VALUE : positionOf.apply(id).orElseThrow(() -> unknown(what));
  }

  public static Rejection.Invalid unknown(String what) {
    return new Rejection.Invalid("before", "is the id of no " + what);
  }
}
