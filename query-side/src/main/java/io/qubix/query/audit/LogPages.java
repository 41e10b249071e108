package io.qubix.query.audit;

import io.qubix.log.read.EventLog;
import io.qubix.log.read.EventPage;
import io.qubix.log.read.EventRange;
import io.qubix.log.read.StoredEvent;
import io.qubix.query.ForQueries;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the log in pages. */
@Component
@ForQueries
final class LogPages implements LogSearch {

  /** The most events that one page examines. */
  private static final long MOST_LOOKED_AT = 20_000;

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
    if (position <= 0) {
      return Optional.empty();
    }
    EventRange one = new EventRange(position - 1, position, false, null, null, null, null);
    return log.page(one, 1).events().stream().findFirst();
  }

  @Override
  public Page after(long position, Selection wanted, int limit) {
    long head = times.lastOf(wanted, log.head());
    long from = Math.max(position, times.firstOf(wanted) - 1);
    long upTo = isOfJob(wanted) ? head : Math.min(head, from + MOST_LOOKED_AT);
    if (from >= upTo) {
      return new Page(List.of(), null);
    }
    EventPage page = log.page(range(from, upTo, false, wanted), limit);
    return new Page(page.events(), page.more() ? last(page) : upTo < head ? (Long) upTo : null);
  }

  @Override
  public Page before(@Nullable Long position, Selection wanted, int limit) {
    long end = position == null ? Long.MAX_VALUE : position;
    long last = Math.min(end - 1, times.lastOf(wanted, log.head()));
    long first = times.firstOf(wanted);
    long stop = isOfJob(wanted) ? first - 1 : Math.max(first - 1, last - MOST_LOOKED_AT);
    if (stop >= last) {
      return new Page(List.of(), null);
    }
    EventPage page = log.page(range(stop, last, true, wanted), limit);
    return new Page(
        page.events(), page.more() ? last(page) : stop >= first ? (Long) (stop + 1) : null);
  }

  private static EventRange range(long after, long upTo, boolean newestFirst, Selection wanted) {
    return new EventRange(
        after, upTo, newestFirst, wanted.type(), wanted.stream(), wanted.since(), wanted.until());
  }

  private static Long last(EventPage page) {
    return page.events().get(page.events().size() - 1).position();
  }

  /** Returns whether only one job's events are wanted: they are few and need no search. */
  private static boolean isOfJob(Selection wanted) {
    return wanted.stream() != null && wanted.stream().startsWith(JOB);
  }
}
