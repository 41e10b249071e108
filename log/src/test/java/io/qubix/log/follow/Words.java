package io.qubix.log.follow;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the words of the log into a table, and has no use for anything else. */
final class Words implements LogFollower {

  static final String NAME = "words";

  private final JdbcTemplate jdbc;

  /** The sizes of the batches, and what happened in between. */
  final Queue<Integer> batches = new ConcurrentLinkedQueue<>();

  final AtomicInteger forgotten = new AtomicInteger();
  volatile Consumer<List<TrackedEventMessage<?>>> beforehand = events -> {};
  volatile Duration rest = Duration.ZERO;
  volatile int most = 500;

  /** Until the next batch. */
  volatile @Nullable Duration due;

  volatile @Nullable Runnable hurry;
  volatile @Nullable StateVersion version;

  Words(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public @Nullable StateVersion version() {
    return version;
  }

  @Override
  public boolean wants(EventMessage<?> event) {
    return event.getPayloadType() == String.class;
  }

  @Override
  public AtMost most() {
    return AtMost.events(most);
  }

  @Override
  public Duration rest() {
    return rest;
  }

  @Override
  public @Nullable Duration dueIn() {
    return due;
  }

  @Override
  public void leading(@Nullable Runnable action) {
    hurry = action;
  }

  @Override
  public void prepare(List<TrackedEventMessage<?>> events) {
    beforehand.accept(events);
  }

  @Override
  public void write(List<TrackedEventMessage<?>> events) {
    batches.add(events.size());
    due = null;
    for (TrackedEventMessage<?> event : events) {
      jdbc.update("insert into word (word) values (?)", event.getPayload());
    }
  }

  @Override
  public void forget() {
    forgotten.incrementAndGet();
  }
}
