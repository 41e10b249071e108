package io.qubix.query.projection.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.job.JobId;
import io.qubix.query.QueryNode;
import io.qubix.query.QueryNode.Answer;
import io.qubix.query.Story;
import io.qubix.query.projection.Positions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RebuildTest {

  private static final List<String> NAMES = List.of("job", "ledger", "provider", "user");

  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final Story story = new Story(cluster.log);
  private QueryNode node;

  @BeforeEach
  void start() {
    node = cluster.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void rebuiltUnderLoad_withTwoNodes_theRowsAreTheSame_andNoQueryNoticed() {
    Story.Provider provider = story.registered("w-1", "OWNER", "1.5");
    JobId known = story.done("USER", provider, Duration.ofMinutes(20));
    for (int i = 0; i < 700; i++) {
      story.done("USER-" + i % 7, provider, Duration.ofSeconds(i));
    }
    awaitAll(node);
    try (QueryNode other = cluster.start()) {
      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Integer> writer =
          CompletableFuture.supplyAsync(() -> write(provider, over));
      CompletableFuture<Void> readers =
          CompletableFuture.allOf(reader(node, known, over), reader(other, known, over));
      for (int round = 0; round < 2; round++) {
        for (String name : NAMES) {
          QueryNode starter = round == 0 ? node : other;
          assertThat(starter.post(replay(name), "").status()).isEqualTo(202);
          awaitState(other, name, "DONE");
        }
      }
      over.set(true);
      assertThat(writer.join()).isPositive();
      readers.join();
      awaitAll(node);

      Map<String, List<?>> served = contents();
      for (String name : NAMES) {
        assertThat(node.post(replay(name), "").status()).isEqualTo(202);
        awaitState(node, name, "DONE");
      }
      assertThat(contents()).isEqualTo(served);
    }
  }

  /** Otherwise a rebuilt database is another one than a migrated one, for every later migration. */
  @Test
  void aRebuiltReadModel_hasTheColumnsIndexesConstraintsAndTriggersOfTheMigrations() {
    story.done("USER", story.registered("w-1", "OWNER", "1"), Duration.ofMinutes(1));
    awaitAll(node);
    List<String> migrated = definitions();
    for (String name : NAMES) {
      node.post(replay(name), "");
      awaitState(node, name, "DONE");
    }

    assertThat(definitions()).isEqualTo(migrated).hasSizeGreaterThan(100);
    assertThat(schemas()).isEmpty();
  }

  @Test
  void noConnectionOfThePoolKeepsTheSearchPathOfARebuild() throws SQLException {
    story.done("USER", story.registered("w-1", "OWNER", "1"), Duration.ofMinutes(1));
    awaitAll(node);
    node.post(replay("job"), "");
    awaitState(node, "job", "DONE");
    List<String> paths = new ArrayList<>();
    List<Connection> all = new ArrayList<>();
    try {
      for (int i = 0; i < 15; i++) {
        Connection connection = node.get(DataSource.class).getConnection();
        all.add(connection);
        ResultSet path = connection.createStatement().executeQuery("select current_schema()");
        path.next();
        paths.add(path.getString(1));
      }
    } finally {
      for (Connection connection : all) {
        connection.close();
      }
    }

    assertThat(paths).containsOnly("public");
  }

  /** Says everything by name, and nothing by number. */
  private List<String> definitions() {
    return node.jdbc()
        .queryForList(
            """
            select concat_ws(' ', attrelid::regclass, attnum - (select count(*) from pg_attribute b
                     where b.attrelid = a.attrelid and b.attnum < a.attnum and b.attisdropped),
                   attname, format_type(atttypid, atttypmod), attnotnull, attcollation,
                   attgenerated, pg_get_expr(adbin, adrelid), col_description(attrelid, attnum))
              from pg_attribute a join pg_class on attrelid = pg_class.oid
                   left join pg_attrdef on attrelid = adrelid and attnum = adnum
             where relkind = 'r' and attnum > 0 and not attisdropped
               and relnamespace = 'public'::regnamespace
            union all
            select pg_get_indexdef(indexrelid) from pg_index
              join pg_class on pg_class.oid = indrelid
             where relnamespace = 'public'::regnamespace
            union all
            select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
              from pg_constraint where connamespace = 'public'::regnamespace
            union all
            select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
            union all
            select concat_ws(' ', oid::regclass, reloptions) from pg_class
             where relkind = 'r' and relnamespace = 'public'::regnamespace
            order by 1
            """,
            String.class);
  }

  private List<String> schemas() {
    return node.jdbc()
        .queryForList("select nspname from pg_namespace where nspname ~ 'rebuild'", String.class);
  }

  @Test
  void aRebuildIsSeenOnEveryNode_withItsProgress() {
    story.created("USER", "model");
    awaitAll(node);
    Answer answer = node.post(replay("user"), "");
    JsonNode status = awaitState(node, "user", "DONE");

    assertThat(answer.body().path("success").asBoolean()).isTrue();
    // The order to rebuild is an event, too.
    assertThat(status.path("position").asLong()).isEqualTo(2);
    assertThat(status.path("rebuild").path("percent").asInt()).isEqualTo(100);
    assertThat(status.path("rebuild").path("error").isNull()).isTrue();
    assertThat(node.post(replay("nonsense"), "").status()).isEqualTo(404);
  }

  @Test
  void aSecondRebuildOfTheSameModel_isRefused_onEveryNode() {
    story.created("USER", "model");
    awaitAll(node);
    RebuildRows runs = new RebuildRows(node.jdbc());
    runs.begin("job", UUID.randomUUID(), 1, Instant.EPOCH);
    try (QueryNode other = cluster.start()) {
      assertThat(status(other, "job").path("state").asString()).isEqualTo("REBUILDING");
      assertThat(status(other, "user").path("state").asString()).isEqualTo("UP_TO_DATE");
      assertThat(node.post(replay("job"), "").status()).isEqualTo(409);
      assertThat(other.post(replay("job"), "").status()).isEqualTo(409);
      assertThat(other.post(replay("user"), "").status()).isEqualTo(202);
      awaitState(other, "user", "DONE");
    }
    endLease();
    assertThat(node.post(replay("job"), "").status()).isEqualTo(202);
    awaitState(node, "job", "DONE");
  }

  private void endLease() {
    node.jdbc().update("update projection_rebuild set alive_until = now() where name = 'job'");
  }

  @Test
  void aRunWhoseLeaseEnded_isReplaced_andDoesNoHarmWhenItComesBack() {
    JobId job = story.created("USER", "model");
    awaitAll(node);
    RebuildRows runs = new RebuildRows(node.jdbc());
    UUID vanished = UUID.randomUUID();
    runs.begin("job", vanished, 1, Instant.EPOCH);
    endLease();

    assertThat(node.post(replay("job"), "").status()).isEqualTo(202);
    assertThatThrownBy(() -> runs.advance("job", vanished, 1, 1))
        .isInstanceOf(IllegalStateException.class);
    assertThat(runs.end("job", vanished, "FAILED", "It came back", Instant.EPOCH)).isFalse();
    runs.renew("job", vanished);

    awaitState(node, "job", "DONE");
    assertThat(node.get("/api/jobs/" + job.value()).status()).isEqualTo(200);
  }

  /** The node is not there to drop them, and no node restarts for it. */
  @Test
  void whatARunLeftBehindWhoseNodeVanished_isDroppedByTheOthers() {
    new RebuildRows(node.jdbc()).begin("job", UUID.randomUUID(), 1, Instant.EPOCH);
    node.jdbc().execute("create schema public_rebuild_job create table job_view (half boolean)");
    endLease();

    Awaitility.await().until(() -> schemas().isEmpty());
    assertThat(status(node, "job").path("rebuild").path("error").asString()).contains("went away");
  }

  @Test
  void aLeaseThatCannotBeSeenTo_keepsNoOtherWaiting() {
    RebuildRows runs = new RebuildRows(node.jdbc());
    runs.begin("job", UUID.randomUUID(), 1, Instant.EPOCH);
    runs.begin("user", UUID.randomUUID(), 1, Instant.EPOCH);
    node.jdbc().execute("create schema public_rebuild_user create table user_view (half boolean)");
    node.jdbc()
        .execute(
            """
            update projection_rebuild set alive_until = now();
            create function refuse() returns trigger language plpgsql as
              $$ begin raise exception 'no'; end $$;
            create trigger refuse before update on projection_rebuild for each row
              when (old.name = 'job') execute function refuse()
            """);

    Awaitility.await().until(() -> schemas().isEmpty());
    assertThat(status(node, "user").path("rebuild").path("error").asString()).contains("went away");
  }

  @Test
  void whatACrashLeftBehind_goesWithTheNextStart() {
    JobId job = story.created("USER", "model");
    awaitAll(node);
    node.jdbc()
        .update(
            "insert into projection_rebuild (name, run, state, position, up_to, started_at)"
                + " values ('job', gen_random_uuid(), 'RUNNING', 1, 2, now())");
    node.jdbc().execute("create schema public_rebuild_job create table job_view (half boolean)");
    assertThat(status(node, "job").path("rebuild").path("state").asString()).isEqualTo("FAILED");
    node.close();
    node = cluster.start();

    assertThat(node.get("/api/jobs/" + job.value()).status()).isEqualTo(200);
    assertThat(schemas()).isEmpty();
    assertThat(status(node, "job").path("rebuild").path("error").asString()).contains("went away");
  }

  @Test
  void aRebuildTakesInWhatWaited_whenItCan() {
    node.jdbc().execute("alter table user_view add constraint p check (qubic_address <> 'POISON')");
    story.created("POISON", "model");
    story.created("USER", "model");
    awaitAll(node);
    assertThat(status(node, "user").path("deadLetters").asInt()).isEqualTo(1);
    node.jdbc().execute("alter table user_view drop constraint p");

    node.post(replay("user"), "");
    awaitState(node, "user", "DONE");

    assertThat(status(node, "user").path("deadLetters").asInt()).isZero();
    assertThat(node.get("/api/users/POISON").status()).isEqualTo(200);
  }

  @Test
  void aRebuildParksWhatItCannotTakeIn_andTheLaterEventsOfThatStreamWaitWithIt() {
    Story.Provider provider = story.registered("w-1", "OWNER", "1");
    JobId poison = new JobId(UUID.randomUUID());
    story.assigned(poison, 1, provider);
    JobId healthy = story.created("USER", "model");
    awaitAll(node);
    assertThat(node.jdbc().update("delete from dead_letter")).isEqualTo(1);

    node.post(replay("job"), "");
    awaitState(node, "job", "DONE");
    story.started(poison, 1, provider);
    story.assigned(healthy, 1, provider);

    assertThat(node.get("/api/jobs/" + healthy.value()).body().path("status").asString())
        .isEqualTo("ASSIGNED");
    assertThat(node.get("/api/jobs/" + poison.value()).status()).isEqualTo(404);
    assertThat(node.get("/api/admin/dead-letters").body().findValuesAsString("eventType"))
        .containsExactly("JobAssigned", "JobStarted");
  }

  @Test
  void aQueryThatTakesLong_delaysTheSwitch_butNoOtherQuery() throws SQLException {
    story.created("USER", "model");
    awaitAll(node);
    try (Connection longQuery = node.get(DataSource.class).getConnection()) {
      longQuery.setAutoCommit(false);
      longQuery.createStatement().executeQuery("select * from user_view").next();
      node.post(replay("user"), "");
      Awaitility.await().until(this::switchWaits);

      assertThat(node.get("/api/users/USER").status()).isEqualTo(200);
      assertThat(status(node, "user").path("rebuild").path("state").asString())
          .isEqualTo("RUNNING");
      assertThat(status(node, "user").path("state").asString()).isEqualTo("REBUILDING");
      longQuery.rollback();
    }
    awaitState(node, "user", "DONE");
    assertThat(node.get("/api/users/USER").status()).isEqualTo(200);
  }

  private boolean switchWaits() {
    return node.jdbc()
            .queryForObject(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and query like 'drop table%' and datname = current_database()",
                Long.class)
        > 0;
  }

  @Test
  void aRebuildThatFails_leavesTheOldOneServing() {
    JobId job = story.created("USER", "model");
    awaitAll(node);
    node.jdbc()
        .execute(
            "create function refuse() returns event_trigger language plpgsql as"
                + " $$ begin raise exception 'no' using errcode = '53100'; end $$");
    node.jdbc()
        .execute(
            "create event trigger refuse on ddl_command_start when tag in ('ALTER TABLE')"
                + " execute function refuse()");
    node.post(replay("job"), "");
    JsonNode status = awaitState(node, "job", "FAILED");
    node.jdbc().execute("drop event trigger refuse");

    assertThat(status.path("rebuild").path("error").asString()).doesNotContain("alter");
    assertThat(schemas()).isEmpty();
    assertThat(node.get("/api/jobs/" + job.value()).status()).isEqualTo(200);
    JobId next = story.created("USER", "model");
    assertThat(node.get("/api/jobs/" + next.value()).status()).isEqualTo(200);
  }

  private int write(Story.Provider provider, AtomicBoolean over) {
    int written = 0;
    while (!over.get()) {
      story.done("LOAD-" + written % 5, provider, Duration.ofSeconds(1));
      written++;
      node.get(Positions.class).await("job");
    }
    return written;
  }

  /** Reads on and on, long enough for prepared statements to be kept; each answer must be whole. */
  private static CompletableFuture<Void> reader(QueryNode node, JobId known, AtomicBoolean over) {
    return CompletableFuture.runAsync(
        () -> {
          while (!over.get()) {
            assertThat(node.get("/api/jobs/" + known.value()).body().path("status").asString())
                .isEqualTo("COMPLETED");
            assertThat(node.get("/api/accounts/USER").body().path("spent").decimalValue())
                .isEqualByComparingTo("0.5");
            assertThat(node.get("/api/providers/w-1").status()).isEqualTo(200);
            assertThat(node.get("/api/users/USER").status()).isEqualTo(200);
          }
        });
  }

  private Map<String, List<?>> contents() {
    Map<String, List<?>> contents = new TreeMap<>();
    for (String table :
        List.of(
            "job_view",
            "provider_view",
            "provider_earning",
            "user_view",
            "ledger_transaction",
            "ledger_posting",
            "ledger_account")) {
      contents.put(
          table,
          node.jdbc().queryForList("select t::text from " + table + " t order by 1", String.class));
    }
    return contents;
  }

  private static void awaitAll(QueryNode node) {
    node.get(Positions.class).await("job", "provider", "user", "ledger", "act");
  }

  private static JsonNode awaitState(QueryNode node, String name, String state) {
    Awaitility.await()
        .atMost(60, java.util.concurrent.TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(status(node, name).path("rebuild").path("state").asString())
                    .isEqualTo(state));
    return status(node, name);
  }

  private static JsonNode status(QueryNode node, String name) {
    for (JsonNode status : node.get("/api/admin/projections").body()) {
      if (status.path("name").asString().equals(name)) {
        return status;
      }
    }
    throw new AssertionError(name);
  }

  private static String replay(String name) {
    return "/api/admin/projections/" + name + "/replay";
  }
}
