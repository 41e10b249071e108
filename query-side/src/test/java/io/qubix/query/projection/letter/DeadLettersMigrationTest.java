package io.qubix.query.projection.letter;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of a version that kept whole events as dead letters. */
class DeadLettersMigrationTest {

  @Test
  void eachLetterIsKept_withItsPositionCauseAndAttempts() {
    try (HikariDataSource database = TestDatabase.pool()) {
      migrate(database, "34");
      JdbcTemplate jdbc = new JdbcTemplate(database);
      letter(jdbc, 2, "A job's first event must be its creation", "{\"attempts\":\"3\"}");
      letter(jdbc, 5, null, "{}");

      migrate(database, "35");

      List<Map<String, Object>> letters =
          jdbc.queryForList(
              "select read_model, stream, position, cause, attempts, since::text, last_tried::text"
                  + " from dead_letter order by position");
      assertThat(letters).hasSize(2);
      assertThat(letters.get(0))
          .containsEntry("read_model", "job")
          .containsEntry("stream", "job:1")
          .containsEntry("position", 2L)
          .containsEntry("cause", "A job's first event must be its creation")
          .containsEntry("attempts", 3);
      assertThat(letters.get(0).get("since").toString()).contains(":55.153");
      assertThat(letters.get(0).get("last_tried").toString()).contains(":56.72");
      assertThat(letters.get(1))
          .containsEntry("position", 5L)
          .containsEntry("cause", null)
          .containsEntry("attempts", 0);
    }
  }

  /** As Axon's queue wrote it. */
  private static void letter(
      JdbcTemplate jdbc, long position, @Nullable String cause, String diagnostics) {
    jdbc.update(
        """
        insert into dead_letter_entry (dead_letter_id, processing_group, sequence_identifier,
          sequence_index, message_type, event_identifier, event_timestamp, payload_type, payload,
          token_type, token, enqueued_at, last_touched, cause_type, cause_message, diagnostics)
        values (gen_random_uuid(), 'job', 'job:1', ?,
          'org.axonframework.eventhandling.GenericTrackedDomainEventMessage', gen_random_uuid(),
          '2026-11-29T22:54:54.977Z', 'io.qubix.api.job.event.JobAssigned', ?,
          'org.axonframework.eventhandling.GlobalSequenceTrackingToken', ?,
          '2026-11-29T22:54:55.153Z', '2026-11-29T22:54:56.720Z',
          'org.axonframework.messaging.deadletter.ThrowableCause', ?, ?)
        """,
        position,
        utf8("{}"),
        utf8("{\"globalIndex\":" + position + "}"),
        cause,
        utf8(diagnostics));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void migrate(HikariDataSource database, String version) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:db/query")
        .target(version)
        .load()
        .migrate();
  }
}
