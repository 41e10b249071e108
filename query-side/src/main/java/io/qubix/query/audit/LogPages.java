package io.qubix.query.audit;

import io.qubix.api.log.EventLog;
import io.qubix.api.log.StoredEvent;
import io.qubix.query.ForQueries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the log in pages. */
@Component
@ForQueries
final class LogPages implements LogSearch {

  /** Events looked through for one page, at most. */
  private static final long MOST_LOOKED_AT = 20_000;

  /** Events looked through at once, on the way back from the newest. */
  private static final long WINDOW = 1_000;

  private static final String JOB = "job:";

  private final EventLog log;
  private final LogTimes times;

  LogPages(EventLog log) {
    this.log = log;
    this.times = new LogTimes(log);
  }

  @Override
  public long head() {
    return log.head();
  }

  @Override
  public Optional<StoredEvent> at(long position) {
    List<StoredEvent> found = new ArrayList<>();
    if (position > 0) {
      log.scan(position - 1, position, Set.of(), found::add);
    }
    return found.stream().findFirst();
  }

  @Override
  public Page after(long position, Selection wanted, int limit) {
    if (isOfJob(wanted)) {
      return ofJob(wanted, event -> event.position() > position, false, limit);
    }
    long head = times.lastOf(wanted, log.head());
    long from = Math.max(position, times.firstOf(wanted) - 1);
    long upTo = Math.min(head, from + (wanted.isOfAnyKind() ? limit : MOST_LOOKED_AT));
    List<StoredEvent> found = new ArrayList<>();
    if (from < upTo) {
      scan(from, upTo, wanted, event -> found.size() < limit, found);
    }
    if (found.size() == limit) {
      upTo = found.get(limit - 1).position();
    }
    return new Page(found, upTo < head ? Long.valueOf(upTo) : null);
  }

  @Override
  public Page before(@Nullable Long position, Selection wanted, int limit) {
    long end = position == null ? Long.MAX_VALUE : position;
    if (isOfJob(wanted)) {
      return ofJob(wanted, event -> event.position() < end, true, limit);
    }
    long last = Math.min(end - 1, times.lastOf(wanted, log.head()));
    long first = times.firstOf(wanted);
    long stop = Math.max(first - 1, last - MOST_LOOKED_AT);
    long window = wanted.isOfAnyKind() ? limit : WINDOW;
    List<StoredEvent> found = new ArrayList<>();
    while (last > stop && found.size() < limit) {
      long from = Math.max(stop, last - window);
      List<StoredEvent> some = new ArrayList<>();
      scan(from, last, wanted, event -> true, some);
      Collections.reverse(some);
      found.addAll(some.subList(0, Math.min(some.size(), limit - found.size())));
      last = found.size() == limit ? found.get(limit - 1).position() - 1 : from;
    }
    return new Page(found, last >= first ? Long.valueOf(last + 1) : null);
  }

  private void scan(
      long after,
      long upTo,
      Selection wanted,
      Predicate<StoredEvent> room,
      List<StoredEvent> found) {
    log.scan(
        after,
        upTo,
        wanted.type() == null ? Set.of() : Set.of(wanted.type()),
        event -> {
          if (room.test(event) && wanted.takes(event)) {
            found.add(event);
          }
        });
  }

  private static boolean isOfJob(Selection wanted) {
    return wanted.stream() != null && wanted.stream().startsWith(JOB);
  }

  /** A job has few events: they need no search. */
  private Page ofJob(
      Selection wanted, Predicate<StoredEvent> place, boolean newestFirst, int limit) {
    List<StoredEvent> found =
        new ArrayList<>(
            log.stream(String.valueOf(wanted.stream())).stream()
                .filter(place.and(wanted::takes))
                .toList());
    if (newestFirst) {
      Collections.reverse(found);
    }
    return found.size() <= limit
        ? new Page(found, null)
        : new Page(List.copyOf(found.subList(0, limit)), found.get(limit - 1).position());
  }
}
