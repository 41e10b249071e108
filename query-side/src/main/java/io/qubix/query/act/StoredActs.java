package io.qubix.query.act;

import io.qubix.api.caller.Caller;
import io.qubix.api.key.KeyId;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import io.qubix.query.projection.row.ReadModelJson;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads acts from the read model. */
@Component
@ForQueries
final class StoredActs implements ActSearch {

  private static final String PAGE =
      """
      select * from act
       where position < ? and (?::text is null or key_id = ?)
       order by position desc limit ?
      """;

  private final JdbcTemplate jdbc;
  private final Positions positions;

  StoredActs(JdbcTemplate jdbc, Positions positions) {
    this.jdbc = jdbc;
    this.positions = positions;
  }

  @Override
  public ActPage acts(@Nullable KeyId key, @Nullable Cursor before, int limit) {
    positions.await(ActProjection.NAME);
    String id = key == null ? null : key.value();
    List<Acted> found =
        jdbc.query(
            PAGE,
            (row, number) ->
                new Acted(
                    row.getLong("position"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("type"),
                    row.getString("stream"),
                    ReadModelJson.read(row.getString("caller"), Caller.class)),
            before == null ? Long.MAX_VALUE : before.number(0),
            id,
            id,
            limit + 1);
    List<Acted> page = List.copyOf(found.subList(0, Math.min(limit, found.size())));
    return new ActPage(
        page, found.size() <= limit ? null : Cursor.of(CURSOR, page.get(limit - 1).position()));
  }
}
