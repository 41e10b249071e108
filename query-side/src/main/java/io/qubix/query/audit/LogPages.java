package io.qubix.query.audit;

import io.qubix.api.log.EventLog;
import io.qubix.api.log.StoredEvent;
import io.qubix.query.ForQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the log in pages, a bounded part of it at a time however little of it is wanted. */
@Component
@ForQueries
class LogPages {

  /** Events looked through for one page, at most. */
  private static final long MOST_LOOKED_AT = 20_000;

  private static final String JOB = "job:";

  private final EventLog log;

  LogPages(EventLog log) {
    this.log = log;
  }

  /**
   * A page.
   *
   * @param next the position to ask for the next page with; null at the end of the log
   */
  record Page(List<StoredEvent> events, @Nullable Long next) {}

  /** Events after a position, of one type or stream or of all; maybe none, though more follow. */
  Page after(long position, @Nullable String type, @Nullable String stream, int limit) {
    if (stream != null && stream.startsWith(JOB)) {
      return ofJob(position, type, stream, limit);
    }
    long head = log.head();
    boolean all = type == null && stream == null;
    long upTo = Math.min(head, position + (all ? limit : MOST_LOOKED_AT));
    List<StoredEvent> found = new ArrayList<>();
    if (position < upTo) {
      log.scan(
          position,
          upTo,
          type == null ? Set.of() : Set.of(type),
          event -> {
            if (found.size() < limit && (stream == null || stream.equals(event.stream()))) {
              found.add(event);
            }
          });
    }
    if (found.size() == limit) {
      upTo = found.get(limit - 1).position();
    }
    return new Page(found, upTo < head ? Long.valueOf(upTo) : null);
  }

  /** A job has few events: they need no search. */
  private Page ofJob(long position, @Nullable String type, String stream, int limit) {
    List<StoredEvent> found =
        log.stream(stream).stream()
            .filter(event -> event.position() > position)
            .filter(event -> type == null || type.equals(event.type()))
            .toList();
    return found.size() <= limit
        ? new Page(found, null)
        : new Page(found.subList(0, limit), found.get(limit - 1).position());
  }
}
