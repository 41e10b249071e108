package io.qubix.log.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The program's role appends to the log, and does nothing else to it, however it tries. */
@ExtendWith(OutputCaptureExtension.class)
class LogOwnerTest {

  private static final String APPEND =
      """
      select append_block(array['user:A', 'user:A'], array[0, 1]::bigint[], array['User', 'User'],
        array[gen_random_uuid(), gen_random_uuid()], array['t', 't'], array['1', '1'],
        array[1, 2]::bigint[], array['{"a": 1}', '{"a": 2}'], array['{}', '{}'])
      """;

  private String url;
  private DataSource owner;
  private DataSource program;

  @BeforeEach
  void migrate() {
    url = TestDatabase.url();
    superuser(
        """
        do $$ begin
          if to_regrole('log_owner') is null then
            create role log_owner login;
            create role log_program login;
            grant log_program to log_owner;
          end if;
          execute format('alter database %I owner to log_owner', current_database());
        end $$
        """);
    owner = as("log_owner");
    program = as("log_program");
    migrateBy(new LogOwner(owner));
  }

  private void migrateBy(LogOwner by) {
    try {
      Migrations.of(program, by, "flyway_command", "classpath:db/log").afterPropertiesSet();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theProgram_appends_readsAndSeals() {
    JdbcTemplate jdbc = new JdbcTemplate(program);
    assertThat(jdbc.queryForObject(APPEND, Long.class)).isEqualTo(2);
    assertThat(jdbc.queryForList("select position from event order by 1", Long.class))
        .containsExactly(1L, 2L);
    assertThat(jdbc.queryForObject("select count(*) from block", Long.class)).isEqualTo(1);
    jdbc.update("insert into log_engine (engine) values ('sealed')");
    assertThat(jdbc.queryForObject("select seal_events(10)", Long.class)).isZero();
    jdbc.update(
        "insert into snapshot (stream, sequence, event_id, type, at, payload, metadata)"
            + " values ('user:A', 1, gen_random_uuid(), 't', now(), '{}', '{}')");
    assertThat(jdbc.update("delete from snapshot")).isEqualTo(1);
    assertThat(RightsToTheLog.of(program)).isEqualTo(new RightsToTheLog("log_program", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update event set payload = '{}'",
        "update event set leaf = null",
        "delete from event",
        "delete from event where position = 2",
        "truncate event",
        "truncate event, block cascade",
        "insert into event select position + 9, stream || 9, sequence, stream_type, event_id, type,"
            + " revision, at, payload, metadata, leaf from event",
        "copy event from program 'true'",
        "merge into event using (select 1) as x on true when matched then delete",
        "select * from event for update",
        "update block set hash = root",
        "delete from block",
        "truncate block",
        "insert into block select number + 1, first_position + 9, last_position + 9, at, root, hash,"
            + " root from block",
        "drop table event",
        "drop table block cascade",
        "alter table event disable trigger all",
        "alter table event add column more text",
        "alter table event rename to old",
        "alter table event owner to log_program",
        "alter table event set schema pg_catalog",
        "alter table event drop constraint event_pkey",
        "create trigger hide before insert on event for each row"
            + " execute function suppress_redundant_updates_trigger()",
        "create rule hide as on insert to event do instead nothing",
        "create policy hide on event using (false)",
        "create index on event (at)",
        "set session_replication_role = replica",
        "set role log_owner",
        "set session authorization log_owner",
        "grant log_owner to log_program",
        "alter role log_program superuser",
        "alter role log_owner password 'known'",
        "create role other superuser",
        "drop function append_block(text[], bigint[], text[], uuid[], text[], text[], bigint[],"
            + " text[], text[])",
        "alter function append_block(text[], bigint[], text[], uuid[], text[], text[], bigint[],"
            + " text[], text[]) reset search_path",
        "create or replace function merkle_root(leaves bytea[]) returns bytea language sql"
            + " return leaves[1]",
        "drop schema public cascade",
        "alter schema public rename to other",
        "alter database %s owner to log_program",
        "delete from flyway_command",
        "insert into flyway_command select * from flyway_command",
        "delete from log_engine",
        "delete from pg_catalog.pg_class where relname = 'event'",
        "alter system set fsync = off",
      })
  void theProgram_isRefused(String statement) throws SQLException {
    JdbcTemplate jdbc = new JdbcTemplate(program);
    jdbc.queryForObject(APPEND, Long.class);
    String before = whole();
    String database = url.replaceAll(".*/(\\w+)\\?.*", "$1");

    try (Connection connection = program.getConnection()) {
      assertThatThrownBy(
              () -> connection.createStatement().execute(statement.replace("%s", database)))
          .isInstanceOf(SQLException.class)
          .matches(
              refused -> List.of("42501", "0LP01").contains(((SQLException) refused).getSQLState()),
              "refused for want of rights");
    }
    assertThat(whole()).isEqualTo(before);
  }

  /** PostgreSQL only warns of a grant of what one does not have. */
  @Test
  void theProgram_cannotGrantItselfMore() {
    JdbcTemplate jdbc = new JdbcTemplate(program);
    jdbc.execute("grant all on event, block to log_program");
    jdbc.execute("grant all on event, block to public");
    assertThat(RightsToTheLog.of(program).changes()).isFalse();
  }

  /** What a role makes that may create functions and tables; the owner's functions use none. */
  @Test
  void theOwnersFunctions_callNothingThatTheProgramMade() {
    JdbcTemplate jdbc = new JdbcTemplate(program);
    for (String trap :
        List.of(
            "create function public.cardinality(text[]) returns int language plpgsql as"
                + " $$ begin delete from public.event; return 2; end $$",
            "create function public.clock_timestamp() returns timestamptz language plpgsql as"
                + " $$ begin delete from public.event; return now(); end $$",
            "create function public.merkle_root(leaves anyarray) returns bytea language plpgsql as"
                + " $$ begin delete from public.event; return leaves[1]; end $$",
            "create function public.sum_of(bigint, int) returns bigint language plpgsql as"
                + " $$ begin delete from public.event; return 1; end $$",
            "create operator public.+ (leftarg = bigint, rightarg = int, function = public.sum_of)",
            "create table public.pg_temp_trap (n int)")) {
      jdbc.execute(trap);
    }
    for (int n = 0; n < 2; n++) {
      JdbcTemplate one = new JdbcTemplate(program);
      one.execute(
          "create temp table if not exists event (position bigint, n int);"
              + " create temp table if not exists block (number bigint);"
              + " set search_path = pg_temp, public;"
              + APPEND.replace("'user:A'", "'user:" + n + "'"));
    }
    assertThat(new JdbcTemplate(owner).queryForList("select position from event", Long.class))
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void aDatabaseOfOneRole_isBroughtOver_andNodesOfTheOlderReleaseGoOn() {
    String older = TestDatabase.url();
    url = older;
    superuser("alter database " + older.replaceAll(".*/(\\w+)\\?.*", "$1") + " owner to log_owner");
    owner = as("log_owner");
    program = as("log_program");
    // As before: the one role migrates, and owns all.
    Flyway.configure()
        .dataSource(owner)
        .locations("classpath:db/log")
        .table("flyway_command")
        .target("16")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    JdbcTemplate asBefore = new JdbcTemplate(owner);
    asBefore.execute("create table read_model (n int); create schema public_rebuild_job;");
    asBefore.queryForObject(APPEND, Long.class);
    assertThat(RightsToTheLog.of(owner).changes()).isTrue();

    migrateBy(new LogOwner(owner));
    migrateBy(new LogOwner(owner));

    JdbcTemplate jdbc = new JdbcTemplate(program);
    assertThat(RightsToTheLog.of(program).changes()).isFalse();
    jdbc.execute("alter table read_model set schema public_rebuild_job");
    jdbc.execute("drop schema public_rebuild_job cascade");
    assertThat(jdbc.queryForObject(APPEND.replace("user:A", "user:B"), Long.class)).isEqualTo(4);
    assertThat(asBefore.queryForObject(APPEND.replace("user:A", "user:C"), Long.class))
        .isEqualTo(6);
  }

  @Test
  void oneRoleForAll_works_andIsToldOf(CapturedOutput output) throws Exception {
    url = TestDatabase.url();
    DataSource all = as("postgres");
    Migrations.of(all, null, "flyway_command", "classpath:db/log").afterPropertiesSet();

    RightsToTheLog.of(all).tell();

    assertThat(new JdbcTemplate(all).queryForObject(APPEND, Long.class)).isEqualTo(2);
    assertThat(output.getOut())
        .contains("The database user postgres can change and delete events", "docs/security.md");
  }

  @Test
  void anOwnerWhoMayNotHandOver_isToldWhatIsMissing() {
    superuser(
        "do $$ begin if to_regrole('log_stranger') is null then"
            + " create role log_stranger login; end if; end $$");
    program = as("log_stranger");
    new JdbcTemplate(owner).execute("create table another (n int)");

    assertThatThrownBy(() -> migrateBy(new LogOwner(owner)))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("log_stranger")
        .satisfies(
            refused ->
                assertThat(((FailureAnalyzedException) refused).analysis().getAction())
                    .contains("grant \"log_stranger\" to \"log_owner\""));
  }

  private String whole() {
    return new JdbcTemplate(owner)
        .queryForObject(
            "select md5(string_agg(e::text, ',' order by position)) || (select string_agg(b::text,"
                + " ',') from block b) || (select string_agg(version, ',') from flyway_command)"
                + " from event e",
            String.class);
  }

  private void superuser(String statement) {
    new JdbcTemplate(as("postgres")).execute(statement);
  }

  private DataSource as(String role) {
    return new DriverManagerDataSource(url.replaceAll("user=\\w+", "user=" + role));
  }
}
