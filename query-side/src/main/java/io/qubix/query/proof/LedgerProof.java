package io.qubix.query.proof;

import io.qubix.api.Rejection;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.StoredEvent;
import io.qubix.query.ForQueries;
import io.qubix.runtime.store.StoreFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Component;

/** Derives the books again from the events, and compares both at one position. */
@Component
@ForQueries
class LedgerProof {

  private static final int EVENTS_PER_REPORT = 500;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final EventLog log;
  private final DataSource dataSource;
  private final Map<String, MoneyRule> rules;

  /** A proof reads the whole log, so several at once would only be slower. */
  private final Semaphore oneAtATime = new Semaphore(1);

  @Autowired
  LedgerProof(EventLog log, DataSource dataSource) {
    this(log, dataSource, BookingsByEvents.RULES);
  }

  LedgerProof(EventLog log, DataSource dataSource, Map<String, MoneyRule> rules) {
    this.log = log;
    this.dataSource = dataSource;
    this.rules = rules;
  }

  /**
   * The result of a proof.
   *
   * @param position the last compared event; events and books are compared up to here
   * @param events those that concern money
   * @param transactions that follow from these events
   * @param accounts accounts that these transactions touch
   * @param differences the first 1,000
   * @param totalDifferences the number of all differences
   */
  record Verdict(
      boolean agrees,
      long position,
      long events,
      long transactions,
      long accounts,
      List<Difference> differences,
      long totalDifferences) {}

  /**
   * @throws Rejection.Unavailable when the store is away, or another proof is running
   */
  Verdict prove() {
    return prove((position, of) -> {});
  }

  /** Receives the progress of a proof from time to time. */
  @FunctionalInterface
  interface Progress {
    void at(long position, long of);
  }

  /**
   * @throws Rejection.Unavailable when the store is away, or another proof is running
   */
  Verdict prove(Progress progress) {
    if (!oneAtATime.tryAcquire()) {
      throw new Rejection.Unavailable("Another proof is under way", RETRY_AFTER);
    }
    try (Books books = Books.open(dataSource)) {
      return prove(books, progress);
    } catch (SQLException e) {
      throw unreadable(new UncategorizedSQLException("reading the books", null, e));
    } catch (UncategorizedSQLException e) {
      throw unreadable(e);
    } finally {
      oneAtATime.release();
    }
  }

  private static RuntimeException unreadable(UncategorizedSQLException failure) {
    return StoreFailure.refusal(failure, RETRY_AFTER);
  }

  private Verdict prove(Books books, Progress progress) throws SQLException {
    Differences differences = new Differences();
    Comparison comparison = new Comparison(books, differences);
    BookingsByEvents bookings = new BookingsByEvents(rules, log, differences);
    long[] events = {0};
    log.scan(
        0,
        books.position(),
        rules.keySet(),
        (StoredEvent event) -> {
          if (++events[0] % EVENTS_PER_REPORT == 0) {
            progress.at(event.position(), books.position());
          }
          ExpectedBooking expected = bookings.after(event);
          if (expected != null) {
            comparison.expect(expected);
          }
        });
    comparison.finish();
    return new Verdict(
        differences.total() == 0,
        books.position(),
        events[0],
        comparison.transactions(),
        comparison.accounts(),
        differences.shown(),
        differences.total());
  }
}
