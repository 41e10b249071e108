package io.qubix.command.axon;

import io.qubix.log.tail.CommittedEvents;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Caches the most recently used aggregates by stream id, so that the next command need not read
 * their events. It drops those that another node changed.
 *
 * <p>It evicts the least recently used. A cache that prefers frequently used entries, like
 * Caffeine's, turns new jobs away in favour of old ones: a job is used four times within a second,
 * and then never again.
 *
 * <p>A command may cache an aggregate that it loaded before another node's change, although this
 * node has already heard of that change. An aggregate older than the last change heard is not
 * cached.
 *
 * <p>A change that this node has not heard of does not go unnoticed: a command that writes finds
 * its place in the stream taken, and a command that writes nothing asks the store before its
 * answer.
 */
final class AggregateCache implements Cache {

  private final Map<Object, AggregateCacheEntry<?>> entries;

  /** The last change that no entry knew by stream, for as many streams as there may be entries. */
  private final Map<Object, Long> heard;

  private final Function<String, Optional<Long>> latest;

  /**
   * @param latest returns the sequence of a stream's last stored event
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

  AggregateCache hearing(CommittedEvents events) {
    events.listen(this::heard);
    return this;
  }

  /** Drops the cached aggregate unless it knows an event, and refuses older ones from then on. */
  void heard(EventMessage<?> event) {
    if (event instanceof DomainEventMessage<?> change) {
      heard(change.getAggregateIdentifier(), change.getSequenceNumber());
    }
  }

  private synchronized void heard(String stream, long sequence) {
    AggregateCacheEntry<?> entry = entries.get(stream);
    if (entry == null || version(entry) < sequence) {
      heard.put(stream, sequence);
      entries.remove(stream);
    }
  }

  /** Returns the sequence of the last event that the aggregate knows. */
  private static long version(AggregateCacheEntry<?> entry) {
    // The entry holds the aggregate itself, so nothing is recreated and no argument is used.
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
                // A refused command within a running unit of work gives no answer of its own.
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
    throw new UnsupportedOperationException("This cache has no listeners");
  }
}
