package io.qubix.runtime.thread;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work on a few threads: in order for one key, side by side for different keys. Items that
 * arrive while their key is being processed are handed over together.
 */
public final class KeyedQueue<K, T> {

  private static final Logger LOGGER = LoggerFactory.getLogger(KeyedQueue.class);

  private final Executor threads;
  private final int boundPerKey;
  private final int bound;
  private final BiConsumer<K, List<T>> work;

  /** The waiting items by key; a key that is being processed is present, perhaps without items. */
  private final Map<K, List<T>> waiting = new HashMap<>();

  private int size;

  public KeyedQueue(Executor threads, int boundPerKey, int bound, BiConsumer<K, List<T>> work) {
    this.threads = threads;
    this.boundPerKey = boundPerKey;
    this.bound = bound;
    this.work = work;
  }

  /** Adds an item without blocking. Returns false, and drops the item, when too many wait. */
  public synchronized boolean add(K key, T item) {
    List<T> items = waiting.get(key);
    if (size >= bound || items != null && items.size() >= boundPerKey) {
      return false;
    }
    size++;
    if (items == null) {
      waiting.put(key, new ArrayList<>(List.of(item)));
      threads.execute(() -> work(key));
    } else {
      items.add(item);
    }
    return true;
  }

  private void work(K key) {
    List<T> items = take(key);
    try {
      work.accept(key, items);
    } catch (RuntimeException e) {
      LOGGER.warn("Work for {} failed", key, e);
    } finally {
      goOn(key);
    }
  }

  private synchronized List<T> take(K key) {
    List<T> items = waiting.put(key, new ArrayList<>());
    if (items == null) {
      throw new IllegalStateException("Nothing waits for " + key);
    }
    size -= items.size();
    return items;
  }

  private synchronized void goOn(K key) {
    List<T> items = waiting.get(key);
    if (items == null || items.isEmpty()) {
      waiting.remove(key);
    } else {
      threads.execute(() -> work(key));
    }
  }
}
