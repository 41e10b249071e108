package io.qubix.query.telemetry;

import io.qubix.query.Cursor;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The newest rows that fit a page, oldest first.
 *
 * @param next the {@code before} of the page with older rows, or null when there are none
 */
record Newest<T>(List<T> rows, @Nullable Cursor next) {

  <R> Newest<R> map(Function<T, R> change) {
    return new Newest<>(rows.stream().map(change).toList(), next);
  }
}
