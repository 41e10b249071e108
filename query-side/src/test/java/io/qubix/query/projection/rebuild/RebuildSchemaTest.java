package io.qubix.query.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class RebuildSchemaTest {

  private static final String INSERT =
      "insert into user_view (qubic_address, consumer, provider) values ('A', true, false)";

  private HikariDataSource database;
  private JdbcTemplate jdbc;
  private TransactionTemplate transaction;
  private RebuildSchema schema;

  @BeforeEach
  void migrate() {
    database = TestDatabase.pool();
    Flyway.configure().dataSource(database).locations("classpath:db/query").load().migrate();
    jdbc = new JdbcTemplate(database);
    transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    schema = new RebuildSchema(jdbc, "user");
    transaction.executeWithoutResult(status -> schema.create());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theSameStatement_writesTheRebuiltTableInside_andTheLiveTableAfterwards() {
    transaction.executeWithoutResult(
        status -> {
          schema.inside(() -> jdbc.update(INSERT));
          assertThat(count("public.user_view")).isZero();
          jdbc.update(INSERT);
        });

    assertThat(count("user_view")).isEqualTo(1);
    assertThat(count("public_rebuild_user.user_view")).isEqualTo(1);
  }

  @Test
  void aTableThatTheDefinitionLacks_isNotFoundInside_ratherThanWrittenTwice() {
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> schema.inside(() -> jdbc.update("delete from job_view"))))
        .isInstanceOf(BadSqlGrammarException.class);
  }

  @Test
  void withoutATransaction_nothingIsWrittenAtAll() {
    assertThatThrownBy(() -> schema.inside(() -> jdbc.update(INSERT)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(count("user_view")).isZero();
  }

  /** Such as a function, which would go with the schema. */
  @Test
  void whatIsNoTable_keepsTheSchemaFromReplacingTheLiveTables() {
    jdbc.execute("create function public_rebuild_user.one() returns int language sql return 1");

    assertThatThrownBy(() -> transaction.executeWithoutResult(status -> schema.replaceLive()))
        .hasMessageContaining("depend");

    assertThat(count("public_rebuild_user.user_view")).isZero();
    assertThat(count("public.user_view")).isZero();
  }

  private long count(String table) {
    return jdbc.queryForObject("select count(*) from " + table, Long.class);
  }
}
