package io.qubix.command.matching;

import io.qubix.api.job.JobId;
import io.qubix.api.json.Json;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.command.matching.market.OpenJob;
import io.qubix.command.matching.market.Turns.LastMatch;
import io.qubix.log.follow.StateVersion;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores the order book: rows that are written from time to time, and the log since then. Only the
 * node that leads the matcher writes the rows. If another node reads them during a write, its book
 * is never used, because its batch is refused.
 *
 * <p>The rows are a shortcut: those of another version of the program, older or newer, are ignored,
 * and the whole book follows from the log. So any version may take over from any other.
 */
final class BookStore {

  private static final Logger LOGGER = LoggerFactory.getLogger(BookStore.class);

  /** The past events of the log. */
  interface Past {

    /** Passes the events after a position, up to another, each with its own position, in order. */
    void read(long after, long upTo, BiConsumer<Long, Object> event);
  }

  /**
   * The most events that a rebuilt book reads from the log, and so the distance between two writes
   * of the rows.
   */
  static final long BEHIND = 5_000;

  /** Raise it when the same events lead to other rows, or the rows have another shape. */
  static final StateVersion VERSION = new StateVersion(4, 1);

  private static final String POSITIONS =
      "select position, kept, shape, rule, turns, paused from matching_book, follower where id = 1 and name = '"
          + Matcher.NAME
          + "'";

  private static final String KEEP =
      """
      with open_jobs as (
        insert into matching_job (id, state)
        select id, state::jsonb from unnest(?::uuid[], ?::text[]) as job (id, state)
        on conflict (id) do update set state = excluded.state),
      over_jobs as (
        delete from matching_job where id = any (?::uuid[])),
      providers as (
        insert into matching_provider (worker_id, state)
        select id, state::jsonb from unnest(?::text[], ?::text[]) as provider (id, state)
        on conflict (worker_id) do update set state = excluded.state),
      gone_providers as (
        delete from matching_provider where worker_id = any (?::text[]))
      update matching_book set kept = ?, turns = ?::jsonb, paused = ? where id = 1
      """;

  private static final String CLEAR = "delete from matching_job; delete from matching_provider";

  private static final String SET_VERSION =
      "update follower set shape = ?, rule = ? where name = '" + Matcher.NAME + "'";

  private final JdbcTemplate jdbc;
  private final Past past;
  private final MatchingPolicy policy;
  private final JobOrder order;
  private final Clock clock;
  private final JsonMapper json = Json.builder().build();

  /** The position of the stored rows. */
  private long kept;

  /** Whether the stored rows are of another version. */
  private boolean foreign;

  BookStore(JdbcTemplate jdbc, Past past, MatchingPolicy policy, JobOrder order, Clock clock) {
    this.clock = clock;
    this.jdbc = jdbc;
    this.past = past;
    this.policy = policy;
    this.order = order;
  }

  /** Returns the book as of the matcher's position. */
  OrderBook load() {
    return jdbc.queryForObject(
        POSITIONS,
        (row, number) -> {
          foreign = !VERSION.equals(new StateVersion(row.getInt(3), row.getInt(4)));
          return foreign
              ? fold(row.getLong(1))
              : load(row.getLong(1), row.getLong(2), row.getString(5), row.getBoolean(6));
        });
  }

  private OrderBook load(long position, long asOf, String turns, boolean paused) {
    OrderBook book =
        OrderBook.of(
            policy,
            order,
            clock,
            asOf,
            jdbc.query("select state from matching_job", (row, number) -> job(row.getString(1))),
            jdbc.query(
                "select state from matching_provider",
                (row, number) -> provider(row.getString(1))));
    book.resume(List.of(json.readValue(turns, LastMatch[].class)), paused);
    kept = asOf;
    past.read(asOf, position, book::apply);
    return book;
  }

  /**
   * Makes the book of the log alone. The changes that it notes on the way would fill the memory.
   */
  private OrderBook fold(long position) {
    LOGGER.info("The rows of the order book are of another version: reading the log instead");
    OrderBook book = OrderBook.of(policy, order, clock, 0, List.of(), List.of());
    for (long read = 0; read < position; read += BEHIND) {
      past.read(read, Math.min(read + BEHIND, position), book::apply);
      book.drainChanges();
    }
    return book;
  }

  /** Writes the rows if they are far behind, or of another version. */
  void keep(OrderBook book) {
    if (foreign) {
      jdbc.execute(CLEAR);
      jdbc.update(SET_VERSION, VERSION.shape(), VERSION.rule());
      write(book, book.drainAll());
      foreign = false;
    } else if (book.position() - kept >= BEHIND) {
      write(book, book.drainChanges());
    }
  }

  private void write(OrderBook book, BookChanges changes) {
    jdbc.update(KEEP, row -> bind(row, changes, book));
    kept = book.position();
  }

  private void bind(PreparedStatement row, BookChanges changes, OrderBook book)
      throws SQLException {
    setArray(row, 1, "uuid", changes.jobs(), job -> job.id().value());
    setArray(row, 2, "text", changes.jobs(), json::writeValueAsString);
    setArray(row, 3, "uuid", changes.over(), JobId::value);
    setArray(row, 4, "text", changes.providers(), provider -> provider.workerId().value());
    setArray(row, 5, "text", changes.providers(), json::writeValueAsString);
    setArray(row, 6, "text", changes.gone(), WorkerId::value);
    row.setLong(7, book.position());
    row.setString(8, json.writeValueAsString(book.lastMatches()));
    row.setBoolean(9, book.isPaused());
  }

  private static <T> void setArray(
      PreparedStatement row, int index, String type, List<T> items, Function<T, Object> element)
      throws SQLException {
    Object[] elements = items.stream().map(element).toArray();
    row.setArray(index, row.getConnection().createArrayOf(type, elements));
  }

  private OpenJob job(String state) {
    return json.readValue(state, OpenJob.class);
  }

  private ProviderState provider(String state) {
    return json.readValue(state, ProviderState.class);
  }
}
