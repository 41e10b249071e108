package io.qubix.command.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is out of the book for a while, whatever the events read so far say: because it was given
 * away, which events to come will confirm, or because it refused, which events to come will
 * explain.
 */
final class Absences<K> {

  private static final long CONFIRMED = Long.MAX_VALUE;

  private final Map<K, Long> until = new HashMap<>();

  boolean contains(K key) {
    return until.containsKey(key);
  }

  /** Out until an event confirms it. */
  void givenAway(K key) {
    until.put(key, CONFIRMED);
  }

  /** Out until its next event, or until all is read that was in the log when it refused. */
  void refused(K key, long head) {
    until.put(key, head);
  }

  void isBack(K key) {
    until.remove(key);
  }

  /** Notes an event of its own. */
  void heardOf(K key, boolean confirms) {
    until.computeIfPresent(key, (same, head) -> confirms || head != CONFIRMED ? null : head);
  }

  /** Brings back whose refusal no event up to this position explained, and says who that is. */
  List<K> passed(long position) {
    List<K> back = new ArrayList<>();
    until.forEach(
        (key, head) -> {
          if (head <= position) {
            back.add(key);
          }
        });
    back.forEach(until::remove);
    return back;
  }
}
