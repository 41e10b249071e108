package io.qubix.command.matching;

import io.qubix.api.market.MarketEvent;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.command.matching.market.OpenJob;
import io.qubix.log.follow.AtMost;
import io.qubix.log.follow.LogFollower;
import io.qubix.log.tail.LogMessage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the order book and matches it at the end of each batch of events, before the position
 * moves. The book in memory counts only while this node's matcher wrote every batch. After a
 * restart, a failure or a take-over the book is loaded, and everything in it is matched again.
 * Decisions of a book that did not count are refused, or do no harm.
 */
final class Matcher implements LogFollower {

  static final String NAME = "matching";

  /**
   * The most events in a batch: under load all waiting events, those of some 200 jobs. With 50 jobs
   * in a batch, the others stood in line behind it.
   */
  private static final AtMost BATCH = AtMost.events(1_024);

  private final BookStore store;
  private final Assignments assignments;
  private final SharedBook shared;
  private final MatchingMeters meters;

  /** The book of the running batch. */
  private @Nullable OrderBook matched;

  Matcher(BookStore store, Assignments assignments, SharedBook shared, MatchingMeters meters) {
    this.store = store;
    this.assignments = assignments;
    this.shared = shared;
    this.meters = meters;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean wants(EventMessage<?> event) {
    return reads(event);
  }

  /**
   * Returns whether an event can change the book; other events, above all progress, cost no batch.
   */
  static boolean reads(EventMessage<?> event) {
    Class<?> type = event.getPayloadType();
    return OpenJob.reads(type)
        || ProviderEvent.class.isAssignableFrom(type)
        || MarketEvent.class.isAssignableFrom(type);
  }

  @Override
  public AtMost most() {
    return BATCH;
  }

  /** A book that is not loaded may hold what is due. */
  @Override
  public @Nullable Duration dueIn() {
    return matched == null ? Duration.ZERO : matched.dueIn();
  }

  @Override
  public void prepare(List<TrackedEventMessage<?>> events) {
    OrderBook book = shared.get();
    if (book == null) {
      book = store.load();
      meters.reloaded();
    }
    matched = book;
    for (TrackedEventMessage<?> event : events) {
      book.apply(LogMessage.positionOf(event), event.getPayload());
    }
    long start = System.nanoTime();
    long steps = book.steps();
    book.forgiveUnexplainedRefusals();
    assignments.make(book);
    meters.finished(System.nanoTime() - start, book.steps() - steps, book);
  }

  @Override
  public void write(List<TrackedEventMessage<?>> events) {
    store.keep(Objects.requireNonNull(matched));
  }

  @Override
  public void passed(long position) {
    if (matched != null) {
      shared.share(matched);
    }
  }

  @Override
  public void forget() {
    matched = null;
    shared.withdraw();
  }
}
