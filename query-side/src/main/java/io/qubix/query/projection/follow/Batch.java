package io.qubix.query.projection.follow;

import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.row.Faults;
import io.qubix.query.projection.row.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The events that one transaction takes into a read model. An event that the read model cannot take
 * in is parked as a dead letter, and with it the later events of its stream; other streams go on.
 * When the store is at fault, the failure is thrown and the whole transaction is repeated.
 */
public final class Batch {

  private static final Logger LOGGER = LoggerFactory.getLogger(Batch.class);

  private final String projection;
  private final Fold fold;
  private final ParkedEvents parkedEvents;
  private final JdbcTemplate jdbc;
  private final Set<String> parked;
  private final List<LoggedEvent> taken = new ArrayList<>();

  /** Whether the events are folded and written one at a time, because together they failed. */
  private boolean careful;

  /**
   * Begins in a transaction that holds the lock of the projection's row.
   *
   * @param events to be added
   */
  public Batch(
      String projection,
      Fold fold,
      ParkedEvents parkedEvents,
      JdbcTemplate jdbc,
      List<LoggedEvent> events) {
    this.projection = projection;
    this.fold = fold;
    this.parkedEvents = parkedEvents;
    this.jdbc = jdbc;
    this.parked = parkedEvents.streams();
    this.careful = attempt(() -> fold.prepare(events)) != null;
  }

  /** Folds an event, or parks it. */
  public void add(LoggedEvent event) {
    if (isParked(event)) {
      return;
    }
    if (!careful) {
      try {
        fold.apply(event);
      } catch (RuntimeException e) {
        park(event, e);
        return;
      }
    }
    taken.add(event);
  }

  /** Writes the folded events. */
  public void write() {
    if (taken.isEmpty()) {
      return;
    }
    careful = careful || attempt(fold::flush) != null;
    if (careful) {
      taken.forEach(this::writeAlone);
    }
  }

  private void writeAlone(LoggedEvent event) {
    if (isParked(event)) {
      return;
    }
    RuntimeException failure =
        attempt(
            () -> {
              fold.apply(event);
              fold.flush();
            });
    if (failure != null) {
      park(event, failure);
    }
  }

  private boolean isParked(LoggedEvent event) {
    if (!parked.contains(event.stream())) {
      return false;
    }
    parkedEvents.park(event, null, parked);
    return true;
  }

  private void park(LoggedEvent event, RuntimeException failure) {
    if (!Faults.isOfTheEvent(failure)) {
      throw failure;
    }
    LOGGER.error(
        "The projection {} cannot handle the event {} of {}: it waits as a dead letter: {}",
        projection,
        event.position(),
        event.stream(),
        ParkedEvents.causeOf(failure));
    LOGGER.debug("It failed with", failure);
    parkedEvents.park(event, failure, parked);
    parked.add(event.stream());
  }

  private @Nullable RuntimeException attempt(Runnable write) {
    return attempt(write, fold, jdbc);
  }

  /**
   * Writes, or restores transaction and fold to their state before.
   *
   * @return the failure of an event, or null when all went well
   * @throws RuntimeException when no event is at fault
   */
  public static @Nullable RuntimeException attempt(Runnable write, Fold fold, JdbcTemplate jdbc) {
    boolean wrote = false;
    try {
      RuntimeException failure = Savepoint.attempt(write, jdbc);
      wrote = failure == null;
      return failure;
    } finally {
      if (!wrote) {
        fold.forget();
      }
    }
  }
}
