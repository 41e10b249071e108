package io.qubix.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code switch} over all events of a family, kept in a constant. It cannot be built while an
 * event is neither handled nor ignored on purpose, so a new event fails in each place that must
 * decide about it. Java 17 has no such switch over a sealed type.
 *
 * @param <S> what the events change: a state, of which each handler returns the next, or an object
 *     that reacts
 * @param <E> the family
 */
public final class EventSwitch<S extends @Nullable Object, E extends Event> {

  private final Map<Class<?>, BiFunction<S, E, S>> handlers;
  private final Set<Class<?>> handled;

  private EventSwitch(Map<Class<?>, BiFunction<S, E, S>> handlers, Set<Class<?>> handled) {
    this.handlers = Map.copyOf(handlers);
    this.handled = handled;
  }

  public static <S extends @Nullable Object, E extends Event> Cases<S, E> over(Class<E> family) {
    return new Cases<>(family);
  }

  /** Returns the events of a sealed family. */
  public static <E> Stream<Class<? extends E>> eventsOf(Class<E> family) {
    return family.isSealed()
        ? Stream.of(family.getPermittedSubclasses())
            .flatMap(part -> eventsOf(part.asSubclass(family)))
        : Stream.of(family);
  }

  /** Returns whether events of that class change anything. */
  public boolean handles(Class<?> event) {
    return handled.contains(event);
  }

  /** Returns the state after the event; {@code state} itself when the event is ignored. */
  public S after(S state, E event) {
    BiFunction<S, E, S> handler = handlers.get(event.getClass());
    if (handler == null) {
      throw new IllegalArgumentException("No event of this family: " + event.getClass());
    }
    return handler.apply(state, event);
  }

  /** Collects the cases of a switch. */
  public static final class Cases<S extends @Nullable Object, E extends Event> {

    private final Class<E> family;
    private final Map<Class<?>, BiFunction<S, E, S>> handlers = new HashMap<>();

    private Cases(Class<E> family) {
      this.family = family;
    }

    /** Handles events of that class by a function that returns the next state. */
    public <T extends E> Cases<S, E> to(Class<T> event, BiFunction<S, T, S> next) {
      if (handlers.put(event, (state, happened) -> next.apply(state, event.cast(happened)))
          != null) {
        throw new IllegalStateException("Named twice: " + event);
      }
      return this;
    }

    /** Handles events of that class by the object that reacts. */
    public <T extends E> Cases<S, E> on(Class<T> event, BiConsumer<S, T> reaction) {
      return to(
          event,
          (state, happened) -> {
            reaction.accept(state, happened);
            return state;
          });
    }

    /**
     * Builds the switch.
     *
     * @throws IllegalStateException when an event of the family is missing, or mentioned twice
     */
    @SafeVarargs
    public final EventSwitch<S, E> ignoring(Class<? extends E>... events) {
      Set<Class<?>> handled = Set.copyOf(handlers.keySet());
      for (Class<? extends E> event : events) {
        to(event, (state, happened) -> state);
      }
      Set<Class<?>> forgotten = eventsOf(family).collect(Collectors.toSet());
      forgotten.removeAll(handlers.keySet());
      if (!forgotten.isEmpty()) {
        throw new IllegalStateException("Neither handled nor ignored on purpose: " + forgotten);
      }
      return new EventSwitch<>(handlers, handled);
    }
  }
}
