package io.qubix.query.projection.row;

import io.qubix.query.projection.Fold;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that a {@link Fold} works on: read on first use, changed in memory, and kept
 * for later events.
 */
public final class Rows<K, V> {

  private static final int KEPT = 10_000;

  private final Function<Collection<K>, Map<K, V>> read;
  private final LinkedHashMap<K, V> rows = new LinkedHashMap<>(256, 0.75f, true);
  private final Set<K> absent = new HashSet<>();
  private final Map<K, V> changed = new LinkedHashMap<>();

  /**
   * @param read reads those of the rows that exist
   */
  public Rows(Function<Collection<K>, Map<K, V>> read) {
    this.read = read;
  }

  /** Reads all rows that are not in memory yet, at once. */
  public void prepare(Collection<K> keys) {
    Set<K> missing = new HashSet<>(keys);
    missing.removeAll(rows.keySet());
    missing.removeAll(absent);
    if (!missing.isEmpty()) {
      Map<K, V> found = read.apply(missing);
      rows.putAll(found);
      missing.removeAll(found.keySet());
      absent.addAll(missing);
    }
  }

  /** Returns the current row, or null when there is none. */
  public @Nullable V get(K key) {
    V row = rows.get(key);
    if (row == null && !absent.contains(key)) {
      prepare(List.of(key));
      row = rows.get(key);
    }
    return row;
  }

  public void put(K key, V row) {
    absent.remove(key);
    rows.put(key, row);
    changed.put(key, row);
  }

  /** Returns the rows that were put since the last {@link #written}, each in its current state. */
  public Collection<V> changed() {
    return changed.values();
  }

  /** Notes that all changes are in the table. */
  public void written() {
    changed.clear();
    absent.clear();
    var eldest = rows.entrySet().iterator();
    while (rows.size() > KEPT) {
      eldest.next();
      eldest.remove();
    }
  }

  public void forget() {
    rows.clear();
    absent.clear();
    changed.clear();
  }
}
