package io.qubix.log.read;

import static java.util.Objects.requireNonNull;

import io.qubix.api.json.Json;
import io.qubix.log.follow.AtMost;
import io.qubix.log.name.EventNames;
import io.qubix.runtime.memory.LargeAnswers;
import io.qubix.runtime.store.StoreFailure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the log from PostgreSQL. */
@Component
final class PostgresEventLog implements EventLog {

  private static final AtMost PAGE = AtMost.events(200);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final String HEAD = "select coalesce(max(position), 0) from event";

  private static final String COLUMNS =
      "position, stream, sequence, type, revision, at, " + BoundedRead.PAYLOAD;

  /**
   * Omits contents whose stored size exceeds the first bound, without unpacking them; the text of
   * the others is measured.
   */
  private static final String CONTENTS =
      """
      select position, case when octet_length(value) <= ? then value end as value,
          stored > ? or octet_length(value) > ? as omitted
      from (
        select position, pg_column_size(payload)::bigint as stored,
            case when pg_column_size(payload) <= ? then (payload -> ?)::text end as value
          from event where position = any (?) offset 0) as content
      """;

  private static final String BYTES =
      "select coalesce(sum(" + BoundedRead.SIZE + "), 0) from event where stream = ?";

  /** The most stored bytes for each byte of a content, apart from a constant. */
  private static final long STORED_BYTES_OF_ONE = 8;

  private static final long STORED_BYTES_OF_THE_REST = 32_000;

  private final JdbcTemplate jdbc;
  private final JsonMapper json =
      Json.builder().disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  private final EventPages pages;
  private final BoundedQuery ofStream;
  private final BoundedQuery ofTypes;

  PostgresEventLog(JdbcTemplate jdbc, LargeAnswers large) {
    this.jdbc = jdbc;
    this.pages = new EventPages(jdbc, this::event, large);
    this.ofStream =
        BoundedRead.LEAN.query(jdbc, COLUMNS, "stream = ? and sequence > ?", "sequence");
    this.ofTypes =
        BoundedRead.LEAN.query(
            jdbc,
            COLUMNS,
            "position > ? and position <= ? and (? or substring(type from '[^.]*$') = any (?))",
            "position");
  }

  @Override
  public long head() {
    Long head = reading(() -> jdbc.queryForObject(HEAD, Long.class));
    return head == null ? 0 : head;
  }

  @Override
  public List<StoredEvent> stream(String stream) {
    LogPage<StoredEvent> page = page(ofStream, stream, -1L);
    List<StoredEvent> events = new ArrayList<>(page.events());
    while (page.more()) {
      page = page(ofStream, stream, events.get(events.size() - 1).sequence());
      events.addAll(page.events());
    }
    return events;
  }

  @Override
  public List<Content> contents(Collection<Long> positions, String member, int largest) {
    if (positions.isEmpty()) {
      return List.of();
    }
    long mostStored = largest * STORED_BYTES_OF_ONE + STORED_BYTES_OF_THE_REST;
    return reading(
        () ->
            jdbc.query(
                CONTENTS,
                this::content,
                largest,
                mostStored,
                largest,
                mostStored,
                member,
                positions.toArray(Long[]::new)));
  }

  @Override
  public long bytesOf(String stream) {
    return reading(() -> requireNonNull(jdbc.queryForObject(BYTES, Long.class, stream)));
  }

  @Override
  public EventPage page(EventRange range, int limit) {
    return reading(() -> pages.read(range, limit));
  }

  @Override
  public void scan(long after, long upTo, Set<String> types, Consumer<StoredEvent> consumer) {
    String[] wanted = types.toArray(String[]::new);
    long from = after;
    for (boolean more = true; more && from < upTo; ) {
      LogPage<StoredEvent> page = page(ofTypes, from, upTo, types.isEmpty(), wanted);
      page.events().forEach(consumer);
      more = page.more();
      from = more ? page.events().get(page.events().size() - 1).position() : upTo;
    }
  }

  private LogPage<StoredEvent> page(BoundedQuery query, Object... parameters) {
    return reading(() -> query.read(PAGE, this::event, parameters));
  }

  private StoredEvent event(ResultSet row, int number) throws SQLException {
    return new StoredEvent(
        row.getLong("position"),
        row.getString("stream"),
        row.getLong("sequence"),
        EventNames.brief(row.getString("type")),
        row.getString("revision"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        json.readTree(row.getString("payload")));
  }

  private Content content(ResultSet row, int number) throws SQLException {
    String value = row.getString("value");
    return new Content(
        row.getLong("position"),
        value == null ? null : json.readTree(value),
        row.getBoolean("omitted"));
  }

  private static <T> T reading(Supplier<T> query) {
    try {
      return query.get();
    } catch (DataAccessException e) {
      throw StoreFailure.refusal(e, RETRY_AFTER);
    }
  }
}
