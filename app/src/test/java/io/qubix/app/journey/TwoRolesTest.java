package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;

/** The whole program, with a role that cannot change the past. */
class TwoRolesTest {

  private static final List<String> FORBIDDEN =
      List.of(
          "update event set payload = '{}'",
          "delete from event",
          "truncate event",
          "alter table event disable trigger all",
          "set session_replication_role = replica",
          "delete from block",
          "insert into event select * from event",
          "set role pg_write_all_data");

  /** What a data folder was like when one superuser owned and did everything. */
  private static final String AS_IT_WAS =
      """
      reassign owned by qubix_program to qubix;
      reassign owned by qubix_owner to qubix;
      alter database qubix owner to qubix;
      drop owned by qubix_program;
      drop owned by qubix_owner;
      drop role qubix_owner;
      drop role qubix_program;
      drop procedure append_event;
      delete from flyway_command where version = '31';
      alter function seal_events security invoker reset search_path;
      alter function append_block(text[], bigint[], text[], uuid[], text[], text[], bigint[], text[],
        text[]) security invoker reset search_path;
      """;

  @Test
  void aDataFolderOfOneSuperuser_isBroughtOver_andNothingIsLost(@TempDir Path folder)
      throws Exception {
    String done;
    String open;
    try (Server server = Server.in(folder)) {
      Api api = server.api();
      api.register("w", 1);
      done = api.create("ALICE").text("job.id");
      api.complete(done, "w", 3600).expect(200);
      open = api.create("ALICE").text("job.id");
      String url = server.get(JdbcConnectionDetails.class).getJdbcUrl();
      String password = Files.readString(folder.resolve("postgres/qubix.password")).strip();
      try (Connection superuser = DriverManager.getConnection(url, "qubix", password)) {
        superuser.createStatement().execute(AS_IT_WAS);
      }
    }
    try (Server server = Server.in(folder)) {
      Api api = server.api();
      assertThat(api.job(done).text("status")).isEqualTo("COMPLETED");
      api.complete(open, "w", 3600).expect(200);
      assertCannotChangeThePast(server);
      assertThat(api.post("/api/audit/verify", "{}").at("intact").asBoolean()).isTrue();
      rebuildAll(api);
      assertThat(api.get("/api/accounts/ALICE").at("spent").asInt()).isEqualTo(2);
    }
    try (Server server = Server.in(folder)) {
      assertThat(server.api().job(open).text("status")).isEqualTo("COMPLETED");
    }
  }

  @Test
  void aDatabaseOfOnesOwn_withTwoRoles_isUsedAlike() throws Exception {
    String url = TestDatabase.url();
    String database = url.replaceAll(".*/(\\w+)\\?.*", "$1");
    try (Connection superuser = DriverManager.getConnection(url)) {
      superuser
          .createStatement()
          .execute(
              "create role own_program login; create role own_owner login;"
                  + " grant own_program to own_owner;"
                  + " alter database %s owner to own_owner".formatted(database));
    }
    String[] roles = {
      "--spring.datasource.username=own_program", "--qubix.store.owner.username=own_owner"
    };
    try (Server server = Server.on(url.replaceAll("\\?.*", ""), roles);
        Server other = Server.on(url.replaceAll("\\?.*", ""), roles)) {
      Api api = server.api();
      api.register("w", 1);
      String job = other.api().create("ALICE").text("job.id");
      other.api().complete(job, "w", 3600).expect(200);
      assertCannotChangeThePast(server);
      rebuildAll(api);
      assertThat(api.get("/api/accounts/ALICE").at("spent").asInt()).isEqualTo(1);
    }
  }

  private static void rebuildAll(Api api) {
    for (String name : List.of("job", "provider", "ledger", "user")) {
      api.post("/api/admin/projections/" + name + "/replay", "").expect(202);
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(api.get("/api/admin/projections").expect(200).body().toString())
                    .doesNotContain("REBUILDING"));
  }

  private static void assertCannotChangeThePast(Server server) throws Exception {
    JdbcTemplate jdbc = new JdbcTemplate(server.get(DataSource.class));
    long events = count(jdbc);
    for (String statement : FORBIDDEN) {
      assertThatThrownBy(() -> jdbc.execute(statement))
          .as(statement)
          .rootCause()
          .hasMessageMatching(".*(permission denied|must be owner).*");
    }
    assertThat(count(jdbc)).isGreaterThanOrEqualTo(events);
  }

  private static long count(JdbcTemplate jdbc) {
    Long events = jdbc.queryForObject("select count(*) from event", Long.class);
    return events == null ? 0 : events;
  }
}
