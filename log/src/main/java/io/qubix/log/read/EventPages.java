package io.qubix.log.read;

import io.qubix.runtime.memory.LargeAnswers;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads pages of whole events. PostgreSQL reads event by event and stops when the page is full, so
 * that neither side unpacks more than a page, however large the events are. A page is loaded only
 * when the answer has room for it.
 */
final class EventPages {

  /** The largest page of more than one event, in bytes of payloads. */
  private static final int MOST_BYTES = 4_000_000;

  private static final String PAGE =
      """
      with recursive page (position, place, bytes, number) as (
        (select position, {place}, octet_length(payload::text)::bigint, 1
           from event where {wanted} order by {place} {order} limit 1)
        union all
        (select next.position, next.place, page.bytes + next.bytes, page.number + 1
           from page cross join lateral (
             select position, {place} as place, octet_length(payload::text)::bigint as bytes
               from event where {place} {beyond} page.place and {wanted}
               order by {place} {order} limit 1) as next
          where (page.number = 1 or page.bytes <= ?) and page.number <= ?))
      select position, bytes, number = 1 or bytes <= ? and number <= ? as fits
        from page order by number
      """;

  private static final String EVENTS =
      """
      select position, stream, sequence, type, revision, at, payload
        from event where position = any (?) order by position\s\
      """;

  private final JdbcTemplate jdbc;
  private final RowMapper<StoredEvent> event;
  private final LargeAnswers large;

  EventPages(JdbcTemplate jdbc, RowMapper<StoredEvent> event, LargeAnswers large) {
    this.jdbc = jdbc;
    this.event = event;
    this.large = large;
  }

  EventPage read(EventRange range, int limit) {
    List<Object> wanted = new ArrayList<>();
    String condition = condition(range, wanted);
    List<Object> parameters = new ArrayList<>(wanted);
    parameters.addAll(wanted);
    parameters.addAll(List.of(MOST_BYTES, limit, MOST_BYTES, limit));
    String order = range.newestFirst() ? "desc" : "asc";
    String sql =
        PAGE.replace("{wanted}", condition)
            // Within a stream both columns give the same order, and each has an index.
            .replace("{place}", range.stream() == null ? "position" : "sequence")
            .replace("{order}", order)
            .replace("{beyond}", range.newestFirst() ? "<" : ">");
    List<Long> positions = new ArrayList<>();
    long[] bytes = {0};
    boolean[] more = {false};
    jdbc.query(
        sql,
        row -> {
          if (row.getBoolean("fits")) {
            positions.add(row.getLong("position"));
            bytes[0] = row.getLong("bytes");
          } else {
            more[0] = true;
          }
        },
        parameters.toArray());
    if (!large.ofThisRequest().isGranted(bytes[0])) {
      throw LargeAnswers.noRoom();
    }
    Object page = positions.toArray(Long[]::new);
    return new EventPage(jdbc.query(EVENTS + order, event, page), more[0]);
  }

  private static String condition(EventRange range, List<Object> parameters) {
    StringBuilder sql = new StringBuilder("position > ? and position <= ?");
    parameters.addAll(List.of(range.after(), range.upTo()));
    if (range.type() != null) {
      sql.append(" and substring(type from '[^.]*$') = ?");
      parameters.add(range.type());
    }
    if (range.stream() != null) {
      sql.append(" and stream = ?");
      parameters.add(range.stream());
    }
    if (range.since() != null) {
      sql.append(" and at >= ?");
      parameters.add(range.since().atOffset(ZoneOffset.UTC));
    }
    if (range.until() != null) {
      sql.append(" and at < ?");
      parameters.add(range.until().atOffset(ZoneOffset.UTC));
    }
    return sql.toString();
  }
}
