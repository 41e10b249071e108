package io.qubix.command.eventstore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates used last, by stream id, so that the next command need not read their events.
 *
 * <p>Whatever was not used for longest goes first. A cache that keeps what is used often, as
 * Caffeine's does, turns new jobs away for old ones: a job is used four times within a second, and
 * then never again.
 *
 * <p>A command that loaded an aggregate before another node changed it may come to put it here when
 * that change has been heard already. What is older than the last change heard is not kept.
 *
 * <p>Nor does a change that was not heard yet go unnoticed: a command that writes has its place in
 * the stream taken, and one that found nothing to write here asks the store before it is answered.
 */
final class AggregateCache implements Cache {

  private final Map<Object, AggregateCacheEntry<?>> entries;

  /** The last change of others, by stream: of as many streams as there may be entries. */
  private final Map<Object, Long> heard;

  private final Function<String, Optional<Long>> latest;

  /**
   * @param latest the sequence of the last event that is stored of a stream
   */
  AggregateCache(int maximumSize, Function<String, Optional<Long>> latest) {
    this.latest = latest;
    entries = usedLast(maximumSize);
    heard = usedLast(maximumSize);
  }

  private static <V> Map<Object, V> usedLast(int maximumSize) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Object, V> eldest) {
        return size() > maximumSize;
      }
    };
  }

  /**
   * Drops what is kept, and whatever comes that is older than a change of another node.
   *
   * @param sequence of the change's event in its stream
   */
  synchronized void heard(String stream, long sequence) {
    heard.put(stream, sequence);
    entries.remove(stream);
  }

  /** The sequence of the last event that the aggregate knows. */
  private static long version(AggregateCacheEntry<?> entry) {
    // Nothing is recreated, and nothing needed for it, where the aggregate itself is held.
    return entry.recreateAggregate(null, null, null).version();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <K, V> @Nullable V get(K key) {
    AggregateCacheEntry<?> entry;
    synchronized (this) {
      entry = entries.get(key);
    }
    if (entry != null && CurrentUnitOfWork.isStarted()) {
      long known = version(entry);
      UnitOfWork<?> asking = CurrentUnitOfWork.get();
      asking
          .root()
          .onPrepareCommit(
              work -> {
                // Nobody is answered by what was refused within a unit of work that goes on.
                if (!asking.isRolledBack()) {
                  rejectIfOld((String) key, known, version(entry));
                }
              });
    }
    return (V) entry;
  }

  private void rejectIfOld(String stream, long known, long now) {
    if (now == known && latest.apply(stream).orElse(known) != known) {
      throw new ConcurrencyException("Another node changed " + stream + " meanwhile");
    }
  }

  @Override
  public synchronized void put(Object key, Object value) {
    AggregateCacheEntry<?> entry = (AggregateCacheEntry<?>) value;
    Long change = heard.get(key);
    if (change == null || version(entry) >= change) {
      entries.put(key, entry);
    }
  }

  @Override
  public synchronized boolean putIfAbsent(Object key, Object value) {
    if (entries.containsKey(key)) {
      return false;
    }
    put(key, value);
    return entries.containsKey(key);
  }

  @Override
  public synchronized boolean remove(Object key) {
    return entries.remove(key) != null;
  }

  @Override
  public synchronized void removeAll() {
    entries.clear();
  }

  @Override
  public synchronized boolean containsKey(Object key) {
    return entries.containsKey(key);
  }

  @Override
  public Registration registerCacheEntryListener(EntryListener listener) {
    throw new UnsupportedOperationException("Nobody listens to this cache");
  }
}
