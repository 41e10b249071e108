package io.qubix.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFailureTest {

  /** Every SQLSTATE of the classes in which a database says "not now". */
  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "08000, UNREACHABLE",
    "08001, UNREACHABLE",
    "08003, UNREACHABLE",
    "08004, UNREACHABLE",
    "08006, UNREACHABLE",
    "08007, UNREACHABLE",
    "08P01, UNREACHABLE",
    "25000, OURS",
    "25001, OURS",
    "25002, OURS",
    "25003, OURS",
    "25004, OURS",
    "25005, OURS",
    "25006, READ_ONLY",
    "25007, OURS",
    "25008, OURS",
    "25P01, OURS",
    "25P02, OURS",
    "25P03, UNREACHABLE",
    "25P04, UNREACHABLE",
    "28000, DENIED",
    "28P01, DENIED",
    "3D000, DENIED",
    "40000, BUSY",
    "40001, BUSY",
    "40002, BUSY",
    "40003, UNREACHABLE",
    "40P01, BUSY",
    "53000, FULL",
    "53100, FULL",
    "53200, FULL",
    "53300, FULL",
    "53400, FULL",
    "55000, BUSY",
    "55006, BUSY",
    "55P02, OURS",
    "55P03, BUSY",
    "55P04, OURS",
    "57000, UNREACHABLE",
    "57014, BUSY",
    "57P01, UNREACHABLE",
    "57P02, UNREACHABLE",
    "57P03, UNREACHABLE",
    "57P04, UNREACHABLE",
    "57P05, UNREACHABLE",
    "58000, BROKEN",
    "58030, BROKEN",
    "58P01, BROKEN",
    "58P02, BROKEN",
    "58P03, BROKEN",
    "XX000, BROKEN",
    "XX001, BROKEN",
    "XX002, BROKEN",
    "21000, OF_THE_DATA",
    "22P05, OF_THE_DATA",
    "23505, OF_THE_DATA",
    "54000, OF_THE_DATA",
    "P0001, OF_THE_DATA",
    "0A000, OURS",
    "26000, OURS",
    "42P01, OURS",
    "42501, OURS",
    "99999, OURS",
  })
  void everySqlStateHasItsMeaning(String state, StoreFailure meaning) {
    SQLException failure = new SQLException("said by the test", state);

    assertThat(StoreFailure.of(new IllegalStateException("wrapped", failure))).contains(meaning);
    assertThat(StoreFailure.isAway(failure))
        .isEqualTo(meaning != StoreFailure.OURS && meaning != StoreFailure.OF_THE_DATA);
  }

  @Test
  void whatHasNoSqlStateIsKnownByItsType_andAStateBelowSaysMore() {
    assertThat(StoreFailure.of(new SQLTransientConnectionException("no connection in 5000ms")))
        .contains(StoreFailure.UNREACHABLE);
    assertThat(StoreFailure.of(new SQLException("Connection is closed")))
        .contains(StoreFailure.UNREACHABLE);
    assertThat(StoreFailure.of(new SQLException("odd", new SQLException("read", "25006"))))
        .contains(StoreFailure.READ_ONLY);
    assertThat(StoreFailure.of(new IllegalStateException("no database in it"))).isEmpty();
    assertThat(StoreFailure.of(null)).isEmpty();
  }

  @Test
  void onlyAStoreThatIsAway_isARefusalToTryAgain() {
    RuntimeException away = new IllegalStateException(new SQLException("gone", "57P01"));
    RuntimeException ours = new IllegalStateException(new SQLException("no table", "42P01"));
    RuntimeException other = new IllegalStateException("no database in it");
    Duration soon = Duration.ofSeconds(3);

    assertThat(StoreFailure.refusal(away, soon))
        .isInstanceOfSatisfying(
            Rejection.Unavailable.class,
            refusal -> assertThat(refusal.retryAfter()).isEqualTo(soon));
    assertThat(StoreFailure.refusal(ours, soon)).isSameAs(ours);
    assertThat(StoreFailure.refusal(other, soon)).isSameAs(other);
  }

  @Test
  void whatPostgresqlReallySays_isUnderstood() throws SQLException {
    String url = TestDatabase.url();
    try (Connection connection = DriverManager.getConnection(url);
        Connection other = DriverManager.getConnection(url)) {
      assertThat(said(connection, "set transaction read only; create table t ()"))
          .isEqualTo(StoreFailure.READ_ONLY);
      assertThat(said(connection, "set statement_timeout = 10; select pg_sleep(1)"))
          .isEqualTo(StoreFailure.BUSY);
      other.setAutoCommit(false);
      execute(other, "select pg_advisory_xact_lock(1)");
      assertThat(said(connection, "set lock_timeout = 10; select pg_advisory_xact_lock(1)"))
          .isEqualTo(StoreFailure.BUSY);
      execute(connection, "set idle_in_transaction_session_timeout = 1");
      execute(
          other,
          "select pg_terminate_backend(pid) from pg_stat_activity where pid <>"
              + " pg_backend_pid() and datname = current_database()");
      assertThat(said(connection, "select 1")).isEqualTo(StoreFailure.UNREACHABLE);
      assertThat(said(connection, "select 1")).isEqualTo(StoreFailure.UNREACHABLE);
      assertThat(said(other, "select nonsense")).isEqualTo(StoreFailure.OURS);
      other.rollback();
      assertThat(said(other, "select 'x'::int")).isEqualTo(StoreFailure.OF_THE_DATA);
    }
  }

  private static StoreFailure said(Connection connection, String sql) {
    try {
      execute(connection, sql);
      throw new AssertionError("It was carried out: " + sql);
    } catch (SQLException e) {
      return StoreFailure.of(e).orElseThrow();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
