package io.qubix.log.tail;

import io.qubix.runtime.thread.VitalThreads;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Lets callers wait for the next value of a key in the log. The thread that distributes the log
 * only notes the value; the callers continue on another thread. So no caller, and no client behind
 * one, can hold up the log.
 */
public final class Awaited<K, V> {

  private final Map<K, Set<Call<V>>> calls = new ConcurrentHashMap<>();
  private final Executor beyond;

  /**
   * @param name of the thread on which callers continue
   */
  public Awaited(String name) {
    this.beyond = VitalThreads.pool(name, 1);
  }

  /** Waits for the next value from now on. A caller that stops waiting must end the call. */
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

  /** Completes all calls for a key, without blocking. */
  public void tell(K key, V value) {
    Set<Call<V>> told = calls.remove(key);
    if (told != null) {
      told.forEach(call -> call.value.complete(value));
    }
  }

  /** Completes the calls for all keys. */
  public void tellAll(V value) {
    calls.keySet().forEach(key -> tell(key, value));
  }

  /** Returns the number of keys with waiting callers. */
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

    /** Returns the value if it has arrived. */
    public Optional<V> told() {
      return Optional.ofNullable(value.getNow(null));
    }

    /**
     * Completes soon after the value arrives, on another thread than the log's. Completing or
     * cancelling it ends the call.
     */
    public CompletableFuture<V> later() {
      CompletableFuture<V> later = value.thenApplyAsync(Function.identity(), beyond);
      later.whenComplete((told, failure) -> end());
      return later;
    }

    /** Stops waiting. */
    public void end() {
      forget.accept(this);
    }
  }
}
