package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

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
      alter table projection drop column owner, drop column until;
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
      for (String migration : new String[] {"command/V17__followers", "query/V34__led_by"}) {
        ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/" + migration + ".sql"));
      }
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

  private static String spent(Api api) {
    return api.get("/api/accounts/ALICE")
        .expect(200)
        .at("spent")
        .decimalValue()
        .stripTrailingZeros()
        .toPlainString();
  }
}
