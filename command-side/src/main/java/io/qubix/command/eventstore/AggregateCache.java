package io.qubix.command.eventstore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates used last, by stream id, so that the next command need not read their events.
 *
 * <p>Whatever was not used for longest goes first. A cache that keeps what is used often, as
 * Caffeine's does, turns new jobs away for old ones: a job is used four times within a second, and
 * then never again.
 */
final class AggregateCache implements Cache {

  private final Map<Object, Object> entries;

  AggregateCache(int maximumSize) {
    entries =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
                return size() > maximumSize;
              }
            });
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> @Nullable V get(K key) {
    return (V) entries.get(key);
  }

  @Override
  public void put(Object key, Object value) {
    entries.put(key, value);
  }

  @Override
  public boolean putIfAbsent(Object key, Object value) {
    return entries.putIfAbsent(key, value) == null;
  }

  @Override
  public boolean remove(Object key) {
    return entries.remove(key) != null;
  }

  @Override
  public void removeAll() {
    entries.clear();
  }

  @Override
  public boolean containsKey(Object key) {
    return entries.containsKey(key);
  }

  @Override
  public Registration registerCacheEntryListener(EntryListener listener) {
    throw new UnsupportedOperationException("Nobody listens to this cache");
  }
}
