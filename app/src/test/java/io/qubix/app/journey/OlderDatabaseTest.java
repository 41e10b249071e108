package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.testing.Browser;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import tools.jackson.databind.JsonNode;

/** A database of a version whose processors kept tokens beside the positions of the read models. */
class OlderDatabaseTest {

  private static final String AS_IT_WAS =
      """
      create table token_entry (processor varchar(255) not null, segment integer not null,
        token bytea, token_type varchar(255), at varchar(255), owner varchar(255),
        primary key (processor, segment));
      insert into token_entry (processor, segment, token, token_type)
      select name, 0, convert_to(format('{"globalIndex":%s}', position), 'UTF8'),
             'org.axonframework.eventhandling.GlobalSequenceTrackingToken'
        from (select name, position from follower
              -- The tokens of read models lag.
              union all select name, position / 2 from projection) as known;
      alter table matching_book add column position bigint;
      update matching_book
         set position = (select position from follower where name = 'matching');
      alter table matching_book alter column position set not null;
      drop table follower;
      alter table projection drop column owner, drop column until, drop column shape,
        drop column rule;
      """;

  @Test
  void itsBooksAreKept_nothingIsBookedTwice_andEveryFollowerGoesOn() throws Exception {
    String database = TestDatabase.url();
    String held;
    String waiting;
    try (Server server = Server.on(database)) {
      Api api = server.api();
      api.register("w", 1);
      api.complete(api.create("ALICE").text("job.id"), "w", 3600).expect(200);
      held = api.create("ALICE").text("job.id");
      waiting = api.create("ALICE").text("job.id");
      assertThat(api.job(waiting).text("status")).isEqualTo("PENDING");
      assertThat(spent(api)).isEqualTo("1");
    }
    try (Connection connection = DriverManager.getConnection(database)) {
      connection.createStatement().execute(AS_IT_WAS);
      migrate(
          connection,
          "command/V17__followers",
          "command/V18__versions",
          "query/V34__led_by",
          "query/V43__versions");
    }
    try (Server server = Server.on(database)) {
      Api api = server.api();
      assertThat(spent(api)).isEqualTo("1");
      assertThat(api.get("/api/providers/w").at("totalJobs").asInt()).isEqualTo(1);
      api.complete(held, "w", 3600).expect(200);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> api.job(waiting).text("status").equals("ASSIGNED"));
      // Lost providers and the saga: the only provider leaves, and the job waits for another.
      api.heartbeat("w", "offline").expect(200);
      api.register("other", 1);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> api.job(waiting).text("provider.workerId").equals("other"));
      assertThat(spent(api)).isEqualTo("2");
      assertThat(api.get("/api/transactions/history/ALICE").expect(200).body()).hasSize(2);
      assertThat(api.get("/api/audit/ledger").expect(200).at("agrees").asBoolean()).isTrue();
      assertThat(api.get("/api/admin/dead-letters").expect(200).body()).isEmpty();
    }
  }

  @Test
  void itsDerivedStateIsRebuilt_andApiAndConsoleShowTheSameFigures() throws Exception {
    String database = TestDatabase.url();
    List<String> before;
    try (Server server = Server.on(database)) {
      Api api = server.api();
      api.register("w", 1);
      api.complete(api.create("ALICE").text("job.id"), "w", 3600).expect(200);
      api.complete(api.create("BOB").text("job.id"), "w", 60).expect(200);
      before = figures(server);
    }
    try (Connection connection = DriverManager.getConnection(database)) {
      connection
          .createStatement()
          .execute(
              """
              alter table projection drop column shape, drop column rule;
              alter table follower drop column shape, drop column rule;
              """);
      migrate(connection, "command/V18__versions", "query/V43__versions");
      // The order book is of another version, too, and holds nothing that this one could use.
      connection
          .createStatement()
          .execute(
              """
              update follower set rule = 0 where name = 'matching';
              update matching_book set kept = (select max(position) from event);
              delete from matching_provider;
              """);
    }
    try (Server server = Server.on(database)) {
      assertThat(figures(server)).isEqualTo(before);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(server.api().get("/api/admin/projections").body())
                      .hasSize(5)
                      .allSatisfy(
                          readModel ->
                              assertThat(readModel.path("rebuild").path("state").asString())
                                  .isEqualTo("DONE")));
      assertThat(figures(server)).isEqualTo(before);
      assertThat(server.api().get("/api/audit/ledger").expect(200).at("agrees").asBoolean())
          .isTrue();
      assertThat(server.api().create("CAROL").text("job.provider.workerId")).isEqualTo("w");
    }
  }

  /** A version that knew no keys has neither their tables nor their place in the log. */
  @Test
  void aReadModelThatTheOlderVersionDidNotHave_isMadeFromTheWholeLog() throws Exception {
    String database = TestDatabase.url();
    String issued;
    try (Server server = Server.on(database)) {
      issued =
          server
              .api()
              .post("/api/keys", "{\"role\": \"auditor\", \"name\": \"early\"}")
              .expect(201)
              .text("key.id");
    }
    try (Connection connection = DriverManager.getConnection(database)) {
      connection
          .createStatement()
          .execute(
              """
              drop table act, key_view;
              delete from projection_rebuild where name = 'act';
              delete from projection where name = 'act';
              """);
    }
    try (Server server = Server.on(database)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(server.api().get("/api/keys").expect(200).text("keys.0.id"))
                      .isEqualTo(issued));
    }
  }

  private static void migrate(Connection connection, String... migrations) {
    for (String migration : migrations) {
      ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/" + migration + ".sql"));
    }
  }

  /** All that the API and the pages say, without what goes by the clock or the run. */
  private static List<String> figures(Server server) {
    List<String> figures = new ArrayList<>();
    for (String path :
        List.of(
            "/api/jobs",
            "/api/stats",
            "/api/providers",
            "/api/providers/w/earnings",
            "/api/accounts",
            "/api/accounts/ALICE/statement",
            "/api/ledger/trial-balance",
            "/api/users/ALICE")) {
      figures.add(server.api().get(path).expect(200).body().toString());
    }
    for (JsonNode minute : server.api().get("/api/stats/minutes").expect(200).at("minutes")) {
      if (minute.path("submitted").asInt() + minute.path("finished").asInt() > 0) {
        figures.add(minute.toString());
      }
    }
    Browser browser = new Browser(server.uri().getPort());
    for (String path : List.of("/jobs", "/market", "/ledger?address=ALICE", "/ledger/accounts")) {
      figures.add(
          browser
              .get(path)
              .body()
              .replaceAll("(?s)<head>.*</head>|<[^>]*>|just now|\\d+ (s|min) ago", " ")
              .replaceAll("\\s+", " "));
    }
    return figures;
  }

  private static String spent(Api api) {
    return api.get("/api/accounts/ALICE")
        .expect(200)
        .at("spent")
        .decimalValue()
        .stripTrailingZeros()
        .toPlainString();
  }
}
