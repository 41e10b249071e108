package io.qubix.log.distribute;

import io.qubix.log.follow.AtMost;
import io.qubix.log.tail.LogMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest events without their contents, bounded in number and in bytes; older ones are in
 * the store. Guarded by the tail's lock.
 */
final class Window {

  private final TreeMap<Long, Place> places = new TreeMap<>();
  private final int most;
  private final long mostBytes;
  private long bytes;
  private long start;
  private long end;

  /** The events of a position: an upcaster may have made several of one. */
  private record Place(List<LogMessage<?>> events) {

    long bytes() {
      long bytes = 0;
      for (LogMessage<?> event : events) {
        bytes += LogMessage.bytesOf(event);
      }
      return bytes;
    }
  }

  Window(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Empties the window and restarts it after a position. */
  void begin(long position) {
    places.clear();
    bytes = 0;
    start = position;
    end = position;
  }

  /** Returns the position of the newest event. */
  long end() {
    return end;
  }

  void add(LogMessage<?> event) {
    LogMessage<?> lean = event.withoutContents();
    end = LogMessage.positionOf(event);
    places.computeIfAbsent(end, at -> new Place(new ArrayList<>(1))).events().add(lean);
    bytes += LogMessage.bytesOf(lean);
    while (places.size() > most || bytes > mostBytes && places.size() > 1) {
      Map.Entry<Long, Place> oldest = places.pollFirstEntry();
      start = oldest.getKey();
      bytes -= oldest.getValue().bytes();
    }
  }

  /** Returns the next events after a position, or null when they are not all in memory. */
  @Nullable List<LogMessage<?>> after(long position, AtMost most) {
    if (position < start) {
      return null;
    }
    List<LogMessage<?>> events = new ArrayList<>();
    long taken = 0;
    for (Place place : places.tailMap(position, false).values()) {
      if (!events.isEmpty() && !most.hasRoom(events.size(), taken)) {
        break;
      }
      events.addAll(place.events());
      taken += place.bytes();
    }
    return events;
  }
}
