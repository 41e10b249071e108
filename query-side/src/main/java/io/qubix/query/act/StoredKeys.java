package io.qubix.query.act;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.view.KeyView;
import io.qubix.api.key.view.LastUses;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import io.qubix.query.projection.row.ReadModelJson;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads keys from the read model, and their last uses from elsewhere. */
@Component
@ForQueries
final class StoredKeys implements KeySearch {

  private record Row(long position, ApiKey key) {}

  private final JdbcTemplate jdbc;
  private final Positions positions;
  private final LastUses uses;
  private final Clock clock;

  StoredKeys(JdbcTemplate jdbc, Positions positions, LastUses uses, Clock clock) {
    this.jdbc = jdbc;
    this.positions = positions;
    this.uses = uses;
    this.clock = clock;
  }

  @Override
  public KeyPage keys(
      Caller caller,
      @Nullable Role role,
      @Nullable String subject,
      @Nullable Cursor before,
      int limit) {
    positions.await(ActProjection.NAME);
    StringBuilder sql = new StringBuilder("select position, key from key_view where position < ?");
    List<Object> parameters = new ArrayList<>();
    parameters.add(before == null ? Long.MAX_VALUE : before.number(0));
    if (caller.role() != Role.OPERATOR && caller.role() != Role.AUDITOR) {
      sql.append(" and (subject = ? and role = ? or issuer_subject = ? and issuer_role = ?)");
      for (int i = 0; i < 2; i++) {
        parameters.add(String.valueOf(caller.subject()));
        parameters.add(caller.role().name());
      }
    }
    if (role != null) {
      sql.append(" and role = ?");
      parameters.add(role.name());
    }
    if (subject != null) {
      sql.append(" and subject = ?");
      parameters.add(subject);
    }
    sql.append(" order by position desc limit ?");
    parameters.add(limit + 1);
    List<Row> found =
        jdbc.query(
            sql.toString(),
            (row, number) ->
                new Row(
                    row.getLong("position"),
                    ReadModelJson.read(row.getString("key"), ApiKey.class)),
            parameters.toArray());
    List<Row> page = found.subList(0, Math.min(limit, found.size()));
    return new KeyPage(
        views(page),
        found.size() <= limit ? null : Cursor.of(CURSOR, page.get(limit - 1).position()));
  }

  private List<KeyView> views(List<Row> rows) {
    Instant now = clock.instant();
    Map<KeyId, Instant> used = uses.of(rows.stream().map(row -> row.key().id()).toList());
    return rows.stream().map(row -> KeyView.of(row.key(), used.get(row.key().id()), now)).toList();
  }
}
