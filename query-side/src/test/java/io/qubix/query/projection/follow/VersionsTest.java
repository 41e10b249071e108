package io.qubix.query.projection.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.job.JobId;
import io.qubix.query.QueryNode;
import io.qubix.query.QueryNode.Answer;
import io.qubix.query.Story;
import io.qubix.query.projection.Positions;
import io.qubix.query.projection.letter.DeadLetters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import tools.jackson.databind.JsonNode;

/** Databases whose read models another version of the program wrote. */
class VersionsTest {

  /** As the whole program does: the tables may not be ours yet. */
  private static final String NOT_VALIDATED = "spring.jpa.hibernate.ddl-auto=none";

  private static final String OF_A_NEWER_PROGRAM =
      "update projection set %s, epoch = epoch + 1, owner = null, until = '-infinity'"
          + " where name = 'user'";

  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final Story story = new Story(cluster.log);
  private QueryNode node;
  private Story.Provider provider;
  private JobId job;

  /** The versions of this program, which a new database has from the start. */
  private List<String> current;

  @BeforeEach
  void start() {
    node = cluster.start(NOT_VALIDATED);
    provider = story.registered("w-1", "OWNER", "1.5");
    job = story.done("USER", provider, Duration.ofMinutes(20));
    for (int i = 0; i < 20; i++) {
      story.done("USER-" + i % 3, provider, Duration.ofMinutes(i));
    }
    story.created("USER", "model");
    node.get(Positions.class).await("job", "provider", "user", "ledger", "act");
    current = versions();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aDatabaseWithoutVersions_isRebuilt_andAnswersTheSameAsBefore() throws SQLException {
    List<JsonNode> before = answers(node);
    node.jdbc().execute("alter table projection drop column shape, drop column rule");
    try (Connection connection = node.get(DataSource.class).getConnection()) {
      ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/query/V43__versions.sql"));
    }
    assertThat(versions()).containsOnly("1.0");

    restart();
    assertThat(answers(node)).isEqualTo(before);
    awaitCurrentVersions();
    assertThat(answers(node)).isEqualTo(before);
    for (JsonNode status : node.get("/api/admin/projections").body()) {
      assertThat(status.path("rebuild").path("state").asString()).isEqualTo("DONE");
    }
  }

  @Test
  void whatAnOlderRuleWrote_servesAndGoesOn_untilTheFiguresOfTheNewRuleTakeItsPlace()
      throws SQLException {
    asOfAnOlderRule();
    try (Connection longQuery = node.get(DataSource.class).getConnection()) {
      longQuery.setAutoCommit(false);
      longQuery.createStatement().executeQuery("select * from provider_view").next();
      try (QueryNode newer = cluster.start(NOT_VALIDATED)) {
        await().until(() -> rebuildOf(newer, "provider").equals("RUNNING"));
        assertThat(totalJobs(newer)).isEqualTo(1_021);
        story.done("USER", provider, Duration.ofMinutes(1));
        assertThat(totalJobs(newer)).isEqualTo(1_022);
        assertThat(totalJobs(node)).isEqualTo(1_022);

        longQuery.rollback();
        awaitCurrentVersions();
        assertThat(totalJobs(newer)).isEqualTo(22);
        assertThat(totalJobs(node)).isEqualTo(22);
      }
    }
  }

  @Test
  void tablesThatThisProgramCannotRead_areRebuiltBeforeTheFirstQuery() {
    asOfAnOlderShape();
    restart();

    assertThat(node.get("/api/users/USER").status()).isEqualTo(200);
    assertThat(versions()).isEqualTo(current);
  }

  @Test
  void whenTheyCannotBeRebuilt_theirQueriesAreRefused_andNoOthers_untilALaterTry() {
    asOfAnOlderShape();
    node.jdbc()
        .execute(
            """
            create function refuse() returns event_trigger language plpgsql as
              $$ begin raise exception 'no' using errcode = '53100'; end $$;
            create event trigger refuse on ddl_command_start when tag in ('CREATE SCHEMA')
              execute function refuse()
            """);
    restart();

    Answer refused = node.get("/api/users/USER");
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body().path("detail").asString()).contains("user is being rebuilt for this");
    assertThat(node.get("/api/providers/w-1").status()).isEqualTo(200);

    node.jdbc().execute("drop event trigger refuse");
    node.jdbc().update("update projection_rebuild set ended_at = ended_at - interval '1 minute'");
    awaitCurrentVersions();
    assertThat(node.get("/api/users/USER").status()).isEqualTo(200);
  }

  @Test
  void whatANewerProgramWrote_isNeitherReadNorWrittenNorRebuilt_untilAnOperatorSaysSo() {
    node.jdbc().update(OF_A_NEWER_PROGRAM.formatted("shape = 2"));
    story.created("LATER", "model");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(node.get("/api/users/USER").body().path("detail").asString())
                    .contains("user is of a newer version of the program"));
    restart();

    assertThat(node.get("/api/users/USER").status()).isEqualTo(503);
    assertThat(node.get("/api/providers/w-1").status()).isEqualTo(200);
    assertThat(users("LATER")).isZero();
    assertThat(rebuildOf(node, "user")).isEmpty();

    assertThat(node.post("/api/admin/projections/user/replay", "").status()).isEqualTo(202);
    awaitCurrentVersions();
    assertThat(node.get("/api/users/LATER").status()).isEqualTo(200);
  }

  @Test
  void whatANewerRuleWrote_isReadButNotWritten_evenWhenItsDeadLettersAreRetried() {
    node.jdbc().execute("alter table user_view add constraint p check (qubic_address <> 'LATER')");
    story.created("LATER", "model");
    await().until(() -> node.get(DeadLetters.class).count() == 1);
    node.jdbc().execute("alter table user_view drop constraint p");
    node.jdbc().update(OF_A_NEWER_PROGRAM.formatted("rule = 2"));
    String letter = node.get("/api/admin/dead-letters").body().get(0).path("id").asString();

    assertThat(node.post("/api/admin/dead-letters/" + letter + "/retry", "").status())
        .isEqualTo(409);
    assertThat(node.get("/api/users/USER").status()).isEqualTo(200);
    restart();

    assertThat(node.get("/api/users/USER").status()).isEqualTo(200);
    assertThat(node.get(DeadLetters.class).count()).isEqualTo(1);
    assertThat(users("LATER")).isZero();
  }

  /** The rule counted a thousand jobs more for each provider. */
  private void asOfAnOlderRule() {
    node.jdbc()
        .update(
            "update provider_view"
                + " set state = jsonb_set(state, '{totalJobs}', to_jsonb(total_jobs + 1000))");
    node.jdbc().update("update projection set rule = 0, epoch = epoch + 1");
    assertThat(totalJobs(node)).isEqualTo(1_021);
  }

  private void asOfAnOlderShape() {
    node.jdbc().execute("alter table user_view rename column username to called");
    node.jdbc().update("update projection set shape = 0 where name = 'user'");
  }

  private void restart() {
    node.close();
    node = cluster.start(NOT_VALIDATED);
  }

  private int totalJobs(QueryNode of) {
    return of.get("/api/providers/w-1").body().path("totalJobs").asInt();
  }

  private int users(String address) {
    return node.jdbc()
        .queryForObject(
            "select count(*) from user_view where qubic_address = ?", Integer.class, address);
  }

  private List<JsonNode> answers(QueryNode of) {
    return List.of(
            "/api/jobs",
            "/api/jobs?status=PENDING",
            "/api/jobs/" + job.value(),
            "/api/stats",
            "/api/stats/minutes",
            "/api/providers",
            "/api/providers/w-1",
            "/api/providers/w-1/earnings",
            "/api/users/USER",
            "/api/accounts",
            "/api/accounts/USER/statement",
            "/api/transactions/history/USER",
            "/api/ledger/trial-balance")
        .stream()
        .map(
            path -> {
              Answer answer = of.get(path);
              assertThat(answer.status()).as(path).isEqualTo(200);
              return answer.body();
            })
        .toList();
  }

  private List<String> versions() {
    return node.jdbc()
        .queryForList("select shape || '.' || rule from projection order by name", String.class);
  }

  private void awaitCurrentVersions() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(versions()).isEqualTo(current));
  }

  private static String rebuildOf(QueryNode of, String name) {
    for (JsonNode status : of.get("/api/admin/projections").body()) {
      if (status.path("name").asString().equals(name)) {
        return status.path("rebuild").path("state").asString("");
      }
    }
    throw new AssertionError(name);
  }
}
