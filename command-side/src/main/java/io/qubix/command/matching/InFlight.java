package io.qubix.command.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps jobs and providers out of the order book until the events that explain their absence
 * arrive: a job was matched, which later events confirm, or one of both refused, which later events
 * explain.
 */
final class InFlight<K> {

  private static final long CONFIRMED = Long.MAX_VALUE;

  private final Map<K, Long> until = new HashMap<>();

  boolean contains(K key) {
    return until.containsKey(key);
  }

  /** Keeps it out until an event confirms the match. */
  void givenAway(K key) {
    until.put(key, CONFIRMED);
  }

  /** Keeps it out until its next event, or until all events before its refusal are read. */
  void refused(K key, long head) {
    until.put(key, head);
  }

  void isBack(K key) {
    until.remove(key);
  }

  /** Notes an event of its own stream. */
  void heardOf(K key, boolean confirms) {
    until.computeIfPresent(key, (same, head) -> confirms || head != CONFIRMED ? null : head);
  }

  /** Returns those whose refusal no event up to this position explained, and lets them back in. */
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
