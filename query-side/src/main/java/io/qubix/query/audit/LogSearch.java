package io.qubix.query.audit;

import io.qubix.log.read.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches the log page by page. Each page examines a bounded part of the log, even if little is
 * found.
 */
public interface LogSearch {

  /**
   * Selects events; an absent condition selects all.
   *
   * @param type the simple name, as in {@code JobCreated}
   * @param stream {@code job:ID}, {@code provider:WORKER} or {@code user:ADDRESS}
   * @param since only events of this time or later
   * @param until only earlier events
   */
  record Selection(
      @Nullable String type,
      @Nullable String stream,
      @Nullable Instant since,
      @Nullable Instant until) {}

  /**
   * A page.
   *
   * @param events may be fewer than the limit, even none, although more follow
   * @param next the position with which to ask for the next page, or null at the end
   */
  record Page(List<StoredEvent> events, @Nullable Long next) {}

  /** Returns events after a position, oldest first. */
  Page after(long position, Selection wanted, int limit);

  /**
   * Returns events before a position, newest first.
   *
   * @param position where to begin, or null for the newest event
   */
  Page before(@Nullable Long position, Selection wanted, int limit);

  /** Returns the event at a position, or an empty result when there is none. */
  Optional<StoredEvent> at(long position);

  /** Returns the position of the newest event, or 0 when there is none. */
  long head();
}
