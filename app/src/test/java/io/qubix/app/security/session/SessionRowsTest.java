package io.qubix.app.security.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptUtils;

class SessionRowsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = NOW.plus(ConsoleSessions.LENGTH);

  @AutoClose private final HikariDataSource pool = TestDatabase.pool();
  private final JdbcClient store = JdbcClient.create(pool);
  private final SessionRows rows = new SessionRows(store);

  @BeforeEach
  void createTheTable() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      ScriptUtils.executeSqlScript(
          connection, new ClassPathResource("db/query/V110__console_sessions.sql"));
    }
  }

  @Test
  void session_isOpenForTwelveHours_andNoLonger() {
    rows.open(bytes("a"), new SessionRows.Row(null, bytes("secret")), NOW, END);

    assertThat(rows.find(bytes("a"), END.minusMillis(1))).isPresent();
    assertThat(rows.find(bytes("a"), END)).isEmpty();
    assertThat(rows.find(bytes("b"), NOW)).isEmpty();
  }

  @Test
  void rowsOfEndedSessions_goWithTheNextSignIn() {
    rows.open(bytes("a"), new SessionRows.Row(null, bytes("secret")), NOW, END);
    rows.open(bytes("b"), new SessionRows.Row("key", bytes("another")), END, END.plusSeconds(1));

    assertThat(store.sql("select count(*) from console_session").query(Long.class).single())
        .isEqualTo(1);
  }

  @Test
  void closingAll_endsThoseOfTheSameKeyAlone() {
    rows.open(bytes("a"), new SessionRows.Row("one", bytes("1")), NOW, END);
    rows.open(bytes("b"), new SessionRows.Row("one", bytes("1")), NOW, END);
    rows.open(bytes("c"), new SessionRows.Row("two", bytes("2")), NOW, END);

    rows.closeAll(bytes("a"));

    assertThat(rows.find(bytes("a"), NOW)).isEmpty();
    assertThat(rows.find(bytes("b"), NOW)).isEmpty();
    assertThat(rows.find(bytes("c"), NOW)).isPresent();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
