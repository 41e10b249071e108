package io.qubix.command.bus;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of several commands.
 *
 * @param answer unless it failed
 * @param failure what {@link Commands#send} would have thrown, or null when it took effect
 */
public record PartOutcome<R>(@Nullable R answer, @Nullable RuntimeException failure) {

  public static <R> PartOutcome<R> of(Supplier<R> work) {
    try {
      return new PartOutcome<>(work.get(), null);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  public static <R> PartOutcome<R> failed(RuntimeException failure) {
    return new PartOutcome<>(null, failure);
  }

  /** Makes something of the answer; a failure stays what it is. */
  public <S> PartOutcome<S> map(Function<R, S> next) {
    return failure == null ? of(() -> next.apply(answer)) : failed(failure);
  }

  /** Returns the answers of those that did not fail. */
  public static <R> List<R> answers(List<PartOutcome<R>> parts) {
    return parts.stream().filter(part -> part.failure() == null).map(PartOutcome::answer).toList();
  }

  /**
   * Puts what became of the readable entries into their places among those that could not be read.
   */
  public static <R> List<PartOutcome<R>> inPlaces(
      List<? extends PartOutcome<?>> read, List<PartOutcome<R>> done) {
    Iterator<PartOutcome<R>> next = done.iterator();
    return read.stream()
        .map(
            entry -> entry.failure() == null ? next.next() : PartOutcome.<R>failed(entry.failure()))
        .toList();
  }
}
