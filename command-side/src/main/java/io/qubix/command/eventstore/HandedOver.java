package io.qubix.command.eventstore;

import io.qubix.api.log.LogMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * Committed events that wait to be told, so that nobody has to read them back; no more than so many
 * bytes of them. Used under the tail's lock.
 */
final class HandedOver {

  private final Queue<Group> groups = new ArrayDeque<>();
  private final long mostBytes;
  private long bytes;

  HandedOver(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Events that come right after a position. */
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

  /** Large contents stay behind: whoever hands them over forgets them with the answer. */
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

  /** Returns whether there was room for it. */
  boolean add(Group group) {
    if (!groups.isEmpty() && bytes + group.bytes() > mostBytes) {
      return false;
    }
    bytes += group.bytes();
    return groups.add(group);
  }

  /** The group that comes right after a position; null when that is not here, or not yet. */
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
