package io.qubix.log.name;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that classes have in the database. A name is never changed after its release, so its
 * class may be moved or renamed.
 */
public final class StoredNames {

  private final List<String> all;
  private final Map<String, Class<?>> classes = new HashMap<>();
  private final Map<Class<?>, String> names = new HashMap<>();

  public StoredNames(List<? extends Map.Entry<String, ? extends Class<?>>> table) {
    all = table.stream().<String>map(Map.Entry::getKey).toList();
    for (var row : table) {
      classes.put(row.getKey(), row.getValue());
      names.put(row.getValue(), row.getKey());
    }
  }

  public List<String> all() {
    return all;
  }

  /** Returns the class of that name, or null when this version knows none. */
  public @Nullable Class<?> type(String name) {
    return classes.get(name);
  }

  /** Returns the name of a class, or null when it has none. */
  public @Nullable String name(Class<?> type) {
    return names.get(type);
  }
}
