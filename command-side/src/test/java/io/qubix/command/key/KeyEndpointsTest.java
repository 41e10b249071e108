package io.qubix.command.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.KeySecret;
import io.qubix.api.user.QubicAddress;
import io.qubix.node.RestNode;
import io.qubix.node.RestNode.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

class KeyEndpointsTest {

  private static final String ALICES = "{'role': 'consumer', 'subject': 'ALICE', 'name': 'laptop'}";

  private static RestNode node;

  @BeforeAll
  static void start() {
    node = RestNode.on(TestDatabase.url(), Map.of());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void asAnybody() {
    as(Caller.ANYBODY);
  }

  @Test
  void theAnswerToAnIssue_hasTheKeyAndIsNotCached() {
    Answer answer = node.post("/api/keys", ALICES);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    KeySecret key = KeySecret.parse(answer.body().path("secret").asString()).orElseThrow();
    assertThat(key.role()).isEqualTo(Role.CONSUMER);
    assertThat(key.id().value()).isEqualTo(answer.body().path("key").path("id").asString());
    assertThat(answer.body().path("key").path("state").asString()).isEqualTo("LIVE");
    assertThat(find(key.reveal())).isInstanceOf(Checked.Good.class);
  }

  /** Neither in the log nor in any other table: looked for in every column of every row. */
  @Test
  void theSecret_isStoredNowhere() {
    Answer answer = node.post("/api/keys", ALICES, "Idempotency-Key", "stored-nowhere");
    String secret = answer.body().path("secret").asString().split("_")[3];
    String id = answer.body().path("key").path("id").asString();

    assertThat(tablesWith(secret)).isEmpty();
    assertThat(tablesWith(id)).contains("event");
  }

  @Test
  void aRepeatWithTheSameIdempotencyKey_issuesNothingAndShowsNoSecret() {
    Answer first = node.post("/api/keys", ALICES, "Idempotency-Key", "once");
    Answer again = node.post("/api/keys", ALICES, "Idempotency-Key", "once");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().toString())
        .contains(first.body().path("key").path("id").asString())
        .doesNotContain("qbx_");
    assertThat(find(first.body().path("secret").asString())).isInstanceOf(Checked.Good.class);
  }

  @Test
  void aConsumer_needNotSayWhoItIs_andGetsAKeyThatIssuesNone() {
    as(Caller.consumer(new QubicAddress("ALICE"), "k", "Alice"));

    Answer answer = node.post("/api/keys", "{'name': 'laptop'}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body().path("key").path("subject").asString()).isEqualTo("ALICE");
    assertThat(answer.body().path("key").path("scopes").toString())
        .isEqualTo("[\"READ\",\"WRITE\"]");
  }

  @Test
  void aConsumer_getsNoKeyOfAnother_andNoMoreRights() {
    as(Caller.consumer(new QubicAddress("MALLORY"), "k", "Mallory"));

    assertThat(node.post("/api/keys", ALICES).status()).isEqualTo(403);
    assertThat(node.post("/api/keys", "{'role': 'operator', 'name': 'x'}").status()).isEqualTo(403);
    assertThat(
            node.post("/api/keys", "{'name': 'x', 'scopes': ['read', 'write', 'keys']}").status())
        .isEqualTo(403);
  }

  @Test
  void aProvider_getsNoWorkersKeyHere() {
    as(Caller.provider(new QubicAddress("BOB"), "k", "Bob"));

    assertThat(
            node.post("/api/keys", "{'role': 'worker', 'subject': 'gpu-1', 'name': 'x'}").status())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                       | name
          {'name': 'x'}                                            | role
          {'name': 'x', 'role': 'king'}                            | role
          {'name': '', 'role': 'operator'}                         | name
          {'name': 'x', 'role': 'consumer'}                        | subject
          {'name': 'x', 'role': 'worker', 'subject': ''}           | subject
          {'name': 'x', 'role': 'operator', 'subject': 'ALICE'}    | subject
          {'name': 'x', 'role': 'operator', 'scopes': ['fly']}     | scopes
          {'name': 'x', 'role': 'operator', 'scopes': []}          | scopes
          {'name': 'x', 'role': 'operator', 'scopes': 'read'}      | scopes
          {'name': 'x', 'role': 'auditor', 'scopes': ['write']}    | scopes
          {'name': 'x', 'role': 'operator', 'scopes': ['keys']}    | scopes
          {'name': 'x', 'role': 'operator', 'expiresAt': 'soon'}   | expiresAt
          {'name': 'x', 'role': 'operator', 'expiresAt': '2026-01-01T00:00:00Z'} | expiresAt
          """)
  void aBadRequest_namesTheMember_andIssuesNothing(String body, String member) {
    long before = events();

    Answer answer = node.post("/api/keys", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("error").asString()).contains(member);
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void aKey_isRevoked_onceAndForAll() {
    Answer issued = node.post("/api/keys", ALICES);
    String path = "/api/keys/" + issued.body().path("key").path("id").asString();

    Answer revoked = node.delete(path);
    long events = events();
    Answer again = node.delete(path);

    assertThat(revoked.status()).isEqualTo(200);
    assertThat(revoked.body().path("key").path("state").asString()).isEqualTo("REVOKED");
    assertThat(again.body().path("key").path("revokedAt"))
        .isEqualTo(revoked.body().path("key").path("revokedAt"));
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void aKeyThatDoesNotExist_orIsAnothers_isNotFound() {
    String alices = node.post("/api/keys", ALICES).body().path("key").path("id").asString();
    as(Caller.consumer(new QubicAddress("MALLORY"), "k", "Mallory"));

    for (String id : List.of(alices, "000000000000", "short", "no-key-of-us")) {
      assertThat(node.delete("/api/keys/" + id).status()).as(id).isEqualTo(404);
    }
  }

  private static void as(Caller caller) {
    node.get(RestNode.ScriptedCaller.class).caller = caller;
  }

  private static Checked find(String key) {
    return node.get(KeyRing.class).find(key, Instant.now());
  }

  private static JdbcTemplate jdbc() {
    return new JdbcTemplate(node.get(DataSource.class));
  }

  private static long events() {
    return jdbc().queryForObject("select count(*) from event", Long.class);
  }

  private static List<String> tablesWith(String text) {
    return jdbc()
        .queryForList(
            "select table_name from information_schema.tables"
                + " where table_schema not in ('pg_catalog', 'information_schema')"
                + " and table_type = 'BASE TABLE'",
            String.class)
        .stream()
        .filter(
            table ->
                jdbc()
                        .queryForObject(
                            "select count(*) from \""
                                + table
                                + "\" as whole where whole::text like '%' || ? || '%'",
                            Long.class,
                            text)
                    > 0)
        .toList();
  }
}
