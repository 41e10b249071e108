package io.qubix.log.distribute;

import io.qubix.log.append.EventRow;
import io.qubix.log.tail.LogMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * Keeps committed events for the readers, so that the tail need not read them from the store;
 * bounded in bytes. Guarded by the tail's lock.
 */
final class HandedOver {

  private final Queue<Group> groups = new ArrayDeque<>();
  private final long mostBytes;
  private long bytes;

  HandedOver(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** The events right after a position. */
  record Group(long after, List<EventRow> rows, long bytes) {

    List<LogMessage<?>> events() {
      List<LogMessage<?>> events = new ArrayList<>(rows.size());
      long position = after;
      for (EventRow row : rows) {
        events.add(
            new LogMessage<>(
                new GlobalSequenceTrackingToken(++position), row.message(), row.bytes(), false));
      }
      return events;
    }
  }

  /** Makes a group without large contents, so that these are freed when the writer has answered. */
  static Group group(long after, List<EventRow> rows) {
    List<EventRow> heard = new ArrayList<>(rows.size());
    long bytes = 0;
    for (EventRow row : rows) {
      EventRow kept = row.heard();
      heard.add(kept);
      bytes += kept.bytes();
    }
    return new Group(after, heard, bytes);
  }

  /** Returns whether there was room for the group. */
  boolean add(Group group) {
    if (!groups.isEmpty() && bytes + group.bytes() > mostBytes) {
      return false;
    }
    bytes += group.bytes();
    return groups.add(group);
  }

  /** Removes and returns the group right after a position, or null when there is none. */
  @Nullable Group next(long position) {
    while (!groups.isEmpty() && groups.element().after() < position) {
      remove();
    }
    return !groups.isEmpty() && groups.element().after() == position ? remove() : null;
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  private Group remove() {
    Group first = groups.remove();
    bytes -= first.bytes();
    return first;
  }
}
