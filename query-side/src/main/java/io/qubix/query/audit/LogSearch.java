package io.qubix.query.audit;

import io.qubix.api.log.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks through the log, page by page; a bounded part of it at a time however little is wanted. */
public interface LogSearch {

  /**
   * Which events are wanted; whatever is absent is not asked.
   *
   * @param type the simple name, as in {@code JobCreated}
   * @param stream whose events: {@code job:ID}, {@code provider:WORKER}, {@code user:ADDRESS}
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
   * @param events maybe fewer than asked for, even none, though more follow
   * @param next the position to ask for the next page with; null at the end
   */
  record Page(List<StoredEvent> events, @Nullable Long next) {}

  /** Events after a position, oldest first. */
  Page after(long position, Selection wanted, int limit);

  /**
   * Events before a position, newest first.
   *
   * @param position null: from the newest event on
   */
  Page before(@Nullable Long position, Selection wanted, int limit);

  /** An event; empty when there is none there. */
  Optional<StoredEvent> at(long position);

  /** The position of the newest event; 0 when there is none. */
  long head();
}
