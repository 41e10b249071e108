package io.qubix.api.log;

import io.qubix.api.thread.VitalThreads;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lets callers wait for what the log tells next about a key. The thread that tells all of the log
 * only notes the value and hands over: what follows from it runs on another thread. So no caller,
 * and no client behind one, can hold up the log.
 */
public final class Awaited<K, V> {

  private final Map<K, Set<Call<V>>> calls = new ConcurrentHashMap<>();
  private final Executor beyond;

  /**
   * @param name of the thread that follows up
   */
  public Awaited(String name) {
    this.beyond = VitalThreads.pool(name, 1);
  }

  /** Waits for the next value from now on. A caller that waits no longer ends the call. */
  public Call<V> next(K key) {
    Call<V> call = new Call<>(beyond, ended -> forget(key, ended));
    calls.compute(
        key,
        (same, others) -> {
          Set<Call<V>> all = others == null ? ConcurrentHashMap.newKeySet(1) : others;
          all.add(call);
          return all;
        });
    return call;
  }

  /** Answers all calls for a key; never waits. */
  public void tell(K key, V value) {
    Set<Call<V>> told = calls.remove(key);
    if (told != null) {
      told.forEach(call -> call.value.complete(value));
    }
  }

  /** Answers all calls there are. */
  public void tellAll(V value) {
    calls.keySet().forEach(key -> tell(key, value));
  }

  /** Returns how many keys have callers that wait. */
  public int count() {
    return calls.size();
  }

  private void forget(K key, Call<V> ended) {
    calls.computeIfPresent(
        key,
        (same, all) -> {
          all.remove(ended);
          return all.isEmpty() ? null : all;
        });
  }

  /** One caller's wait. */
  public static final class Call<V> {

    private final CompletableFuture<V> value = new CompletableFuture<>();
    private final Executor beyond;
    private final Consumer<Call<V>> forget;

    private Call(Executor beyond, Consumer<Call<V>> forget) {
      this.beyond = beyond;
      this.forget = forget;
    }

    /** Returns the value if it was told already. */
    public Optional<V> told() {
      return Optional.ofNullable(value.getNow(null));
    }

    /**
     * Completes soon after the value was told, on a thread that is not the log's. To complete or
     * cancel it ends the call.
     */
    public CompletableFuture<V> later() {
      CompletableFuture<V> later = value.thenApplyAsync(Function.identity(), beyond);
      later.whenComplete((told, failure) -> end());
      return later;
    }

    /** Waits no longer. */
    public void end() {
      forget.accept(this);
    }
  }
}
