package io.qubix.command.matching;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.ProviderState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the order book is rebuilt from. Every method needs a transaction under way. */
final class BookStore {

  /**
   * Losing the last batches in a crash of the database only repeats them, so they need not wait for
   * the disk; and who sleeps in the middle of a batch must not keep the next owner out for ever.
   */
  private static final String LOCK =
      """
      select position,
             set_config('synchronous_commit', 'off', true),
             set_config('idle_in_transaction_session_timeout', '30s', true)
      from matching_book where id = 1 for update
      """;

  /** In one statement, for there is one for each batch. */
  private static final String WRITE =
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
        on conflict (worker_id) do update set state = excluded.state)
      update matching_book set position = ? where id = 1 and position = ?
      """;

  private final JdbcTemplate jdbc;
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  BookStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps every other matcher out until the transaction ends, and tells the position stored. */
  long lock() {
    Long position = jdbc.queryForObject(LOCK, (row, number) -> row.getLong(1));
    if (position == null) {
      throw new IllegalStateException("The row of matching_book is missing");
    }
    return position;
  }

  OrderBook load(long position) {
    return OrderBook.of(
        position,
        jdbc.query("select state from matching_job", (row, number) -> job(row.getString(1))),
        jdbc.query(
            "select state from matching_provider", (row, number) -> provider(row.getString(1))));
  }

  /**
   * @param from the position that {@link #lock} told
   * @throws DataAccessException when it is not there any more, which the lock rules out
   */
  void write(long from, long to, BookChanges changes) {
    int written = jdbc.update(WRITE, row -> bind(row, from, to, changes));
    if (written != 1) {
      throw new OptimisticLockingFailureException("The order book moved on from " + from);
    }
  }

  private void bind(PreparedStatement row, long from, long to, BookChanges changes)
      throws SQLException {
    setArray(row, 1, "uuid", changes.jobs(), job -> job.id().value());
    setArray(row, 2, "text", changes.jobs(), json::writeValueAsString);
    setArray(row, 3, "uuid", changes.over(), JobId::value);
    setArray(row, 4, "text", changes.providers(), provider -> provider.workerId().value());
    setArray(row, 5, "text", changes.providers(), json::writeValueAsString);
    row.setLong(6, to);
    row.setLong(7, from);
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
