package io.qubix.command.axon;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.TestDatabase;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of a version whose processors kept tokens. */
class FollowersMigrationTest {

  private static final Jackson3Serializer SERIALIZER = Jackson3Serializer.builder().build();

  private final HikariDataSource database = TestDatabase.pool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void eachFollowerGoesOnWhereItsProcessorWas_theFurthestBehindOfItsSegments() {
    migrate("16");
    token("leases", 0, new GlobalSequenceTrackingToken(31));
    token("lost-providers", 0, null);
    token("reassignment", 0, new GlobalSequenceTrackingToken(30));
    token("reassignment", 1, new GlobalSequenceTrackingToken(12));
    token("matching", 0, new GlobalSequenceTrackingToken(25));
    token("job", 0, new GlobalSequenceTrackingToken(3));
    jdbc.update("update matching_book set position = 28, kept = 20");

    migrate("17");

    assertThat(positions())
        .isEqualTo(
            Map.of("leases", 31L, "lost-providers", 0L, "reassignment", 12L, "matching", 28L));
    assertThat(jdbc.queryForObject("select kept from matching_book", Long.class)).isEqualTo(20);
  }

  @Test
  void aNewDatabaseBeginsWithTheFirstEvent() {
    migrate("17");
    assertThat(positions()).isEqualTo(Map.of("matching", 0L));
  }

  private void migrate(String version) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/log", "classpath:db/command")
        .target(version)
        .load()
        .migrate();
  }

  private void token(String processor, int segment, @Nullable TrackingToken token) {
    SerializedObject<byte[]> stored =
        token == null ? null : SERIALIZER.serialize(token, byte[].class);
    jdbc.update(
        "insert into token_entry (processor, segment, token, token_type) values (?, ?, ?, ?)",
        processor,
        segment,
        stored == null ? null : stored.getData(),
        stored == null ? null : stored.getType().getName());
  }

  private Map<String, Long> positions() {
    Map<String, Long> positions = new TreeMap<>();
    jdbc.query(
        "select name, position from follower",
        row -> {
          positions.put(row.getString(1), row.getLong(2));
        });
    return positions;
  }
}
