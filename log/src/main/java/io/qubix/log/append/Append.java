package io.qubix.log.append;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The events of one command, and its answer.
 *
 * @param bytes their approximate size
 */
record Append(List<EventRow> rows, long bytes, CompletableFuture<Void> done) {

  /** A record would compare all of its events. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  static Append of(List<EventRow> rows) {
    long bytes = 0;
    for (EventRow row : rows) {
      bytes += row.bytes();
    }
    return new Append(rows, bytes, new CompletableFuture<>());
  }

  void failed(RuntimeException failure) {
    done.completeExceptionally(failure);
  }
}
