package io.qubix.command.matching.market;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must wait for its time, by that time. */
public final class HeldBack<K> {

  private final Map<K, Instant> until = new HashMap<>();
  private final NavigableMap<Instant, Set<K>> byTime = new TreeMap<>();

  public void put(K id, Instant due) {
    if (due.equals(until.get(id))) {
      return;
    }
    remove(id);
    until.put(id, due);
    byTime.computeIfAbsent(due, time -> new LinkedHashSet<>()).add(id);
  }

  public void remove(K id) {
    Instant due = until.remove(id);
    if (due != null) {
      byTime.computeIfPresent(
          due,
          (time, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
          });
    }
  }

  /**
   * Removes and returns what is due, earliest first.
   *
   * @param most how many; the rest is due at the next call
   */
  public List<K> due(Instant now, int most) {
    List<K> due =
        byTime.headMap(now, /* inclusive= */ true).values().stream()
            .flatMap(Set::stream)
            .limit(most)
            .toList();
    due.forEach(this::remove);
    return due;
  }

  /** Returns when the first is due, or null when nothing is held back. */
  public @Nullable Instant first() {
    return byTime.isEmpty() ? null : byTime.firstKey();
  }
}
