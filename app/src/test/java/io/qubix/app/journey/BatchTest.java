package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.TestDatabase;
import io.qubix.log.read.EventLog;
import io.qubix.testing.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Many jobs in one request. */
class BatchTest {

  private static Server server;
  private static Api api;

  @BeforeAll
  static void start() {
    server = Server.on(TestDatabase.url());
    api = server.api();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void eachJob_isCreatedOrRefusedByItself_inItsPlace() {
    long before = server.get(EventLog.class).head();
    JsonNode results =
        send(
                job(""),
                job(", \"computeNeeded\": 0").replace("\"computeNeeded\": 2,", ""),
                "7",
                job(", \"idempotencyKey\": \"\""),
                job(", \"inputData\": {\"a\": " + "1".repeat(1_001) + "}"),
                job(", \"inputData\": {\"a\": NaN}"),
                job(", \"modelType\": \"twice\""),
                job(", \"computeNeeded\": 1e6").replace("\"computeNeeded\": 2,", ""))
            .expect(200)
            .at("results");
    assertThat(results).hasSize(8);
    assertThat(results.findValuesAsString("success"))
        .containsExactly("true", "false", "false", "false", "false", "false", "false", "true");
    for (int i = 1; i < 7; i++) {
      assertThat(results.path(i).path("status").asInt()).isEqualTo(400);
    }
    assertThat(results.at("/1/errors/0/field").asString()).isEqualTo("computeNeeded");
    assertThat(results.at("/3/errors/0/field").asString()).isEqualTo("idempotencyKey");
    assertThat(results.at("/5/errors/0/field").asString()).isEqualTo("inputData");
    assertThat(results.at("/7/job/computeNeeded").asInt()).isEqualTo(1_000_000);
    JsonNode stored = api.job(results.at("/0/job/id").asString()).body();
    assertThat(stored.path("inputData")).isEqualTo(results.at("/0/job/inputData"));
    assertThat(eventsSince(before, "JobCreated")).isEqualTo(2);
  }

  @Test
  void freeProviders_getTheJobsAtOnce_eachOne() {
    String card = "card-" + UUID.randomUUID();
    for (int i = 0; i < 3; i++) {
      api.post(
              "/api/providers/register",
              """
              {"workerId": "%s-%d", "qubicAddress": "OWNER", "gpuModel": "%s", "pricePerHour": %d}
              """
                  .formatted(card, i, card, i + 1))
          .expect(200);
    }
    String wish = ", \"requirements\": {\"gpuModel\": \"" + card + "\"}";
    for (String more : List.of("", ", \"atomic\": true")) {
      JsonNode results = batch(more, job(wish), job(wish), job(wish)).expect(200).at("results");
      assertThat(results.findValuesAsString("workerId"))
          .containsExactly(card + "-0", card + "-1", card + "-2");
      assertThat(results.findValuesAsString("status"))
          .containsExactly("ASSIGNED", "ASSIGNED", "ASSIGNED");
      results.forEach(result -> api.cancel(result.at("/job/id").asString()).expect(200));
    }
  }

  @Test
  void aKeyThatComesTwice_createsOneJob_andAnotherBodyIsRefused() {
    String key = key();
    long before = server.get(EventLog.class).head();
    JsonNode results =
        send(job(key), job(key), job(key + ", \"maxPrice\": 3"), job(key()))
            .expect(200)
            .at("results");
    assertThat(results.path(1)).isEqualTo(results.path(0));
    assertThat(results.path(2).path("status").asInt()).isEqualTo(422);
    assertThat(results.path(3).path("success").asBoolean()).isTrue();
    assertThat(eventsSince(before, "JobCreated")).isEqualTo(2);
  }

  @Test
  void aBatchThatIsRepeated_createsNothing_andGetsTheSameAnswer() {
    for (String more : List.of("", ", \"atomic\": true")) {
      String[] jobs = {
        job(key()), job(key()), job(key() + largeInput(100_000)), job(key() + largeInput(3_900))
      };
      Answer first = batch(more, jobs).expect(200);
      long head = server.get(EventLog.class).head();
      assertThat(batch(more, jobs).expect(200).body()).isEqualTo(first.body());
      assertThat(server.get(EventLog.class).head()).isEqualTo(head);
      assertThat(first.at("results.2.job.inputOmitted").asBoolean()).isTrue();
      assertThat(first.at("results.3.job.inputOmitted").asBoolean()).isFalse();
    }
  }

  @Test
  void aBatchWithAKeyOfItsOwn_isRepeatableWhole() {
    String body = "{\"jobs\": [" + job("") + "," + job("") + "," + job(key()) + "]}";
    String key = UUID.randomUUID().toString();
    Answer first = api.post("/api/jobs/batch", body, "Idempotency-Key", key).expect(200);
    long head = server.get(EventLog.class).head();
    assertThat(api.post("/api/jobs/batch", body, "Idempotency-Key", key).expect(200).body())
        .isEqualTo(first.body());
    assertThat(server.get(EventLog.class).head()).isEqualTo(head);
    assertThat(first.at("results").findValuesAsString("id").stream().distinct()).hasSize(3);
    api.post("/api/jobs/batch", body, "Idempotency-Key", "k".repeat(256)).expect(400);
  }

  @Test
  void aKey_isTheSameAloneAndInABatch() {
    String key = "ä-" + UUID.randomUUID();
    Wire.Reply alone = onTheWire("/api/jobs/create", job(""), "Idempotency-Key: " + key);
    assertThat(alone.status()).isEqualTo(200);
    JsonNode result =
        send(job(", \"idempotencyKey\": \"" + key + "\"")).expect(200).at("results").path(0);
    assertThat(alone.body()).contains(result.at("/job/id").asString());
  }

  @Test
  void atomic_oneThatIsRefused_refusesAll_andIsNamed() {
    String key = key();
    send(job(key)).expect(200);
    long before = server.get(EventLog.class).head();
    for (String[] bad :
        new String[][] {
          {job(", \"maxPrice\": -1"), "jobs[2].maxPrice"},
          {"7", "jobs[2].body"},
          {job(", \"inputData\": {\"a\": 1, \"a\": 2}"), "jobs[2]"},
          {
            job(", \"maxPrice\": 1000000000")
                .replace("\"computeNeeded\": 2", "\"computeNeeded\": 1000000"),
            "jobs[2].computeNeeded"
          },
          {job(key + ", \"maxPrice\": 3"), "jobs[2]"}
        }) {
      Answer answer = batch(", \"atomic\": true", job(""), job(key()), bad[0], job("")).expect(400);
      assertThat(answer.at("errors").findValuesAsString("field")).containsExactly(bad[1]);
    }
    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
  }

  @Test
  void atomic_allAreCreatedInOneBlock_andKeysOfBeforeAndTwiceAreRepeats() {
    String known = key();
    String twice = key();
    Answer single = send(job(known)).expect(200);
    long before = server.get(EventLog.class).head();
    String[] jobs = new String[500];
    for (int i = 0; i < jobs.length; i++) {
      jobs[i] = i == 7 ? job(known) : i == 8 || i == 400 ? job(twice) : job("");
    }
    JsonNode results = batch(", \"atomic\": true", jobs).expect(200).at("results");
    assertThat(results).hasSize(500).allMatch(result -> result.path("success").asBoolean());
    assertThat(results.path(7)).isEqualTo(single.at("results").path(0));
    assertThat(results.path(400)).isEqualTo(results.path(8));
    assertThat(eventsSince(before, "JobCreated")).isEqualTo(498);
    assertThat(
            server
                .get(JdbcTemplate.class)
                .queryForObject(
                    """
                    select count(distinct block.number) from block join event
                      on position between first_position and last_position
                    where position > ? and type like '%JobCreated'
                    """,
                    Long.class, before))
        .isEqualTo(1);
  }

  @Test
  void fiveHundred_areTheMost() {
    String[] jobs = IntStream.range(0, 500).mapToObj(i -> job("")).toArray(String[]::new);
    assertThat(send(jobs).expect(200).at("results")).hasSize(500);
    long before = server.get(EventLog.class).head();
    String[] more = IntStream.range(0, 501).mapToObj(i -> job("")).toArray(String[]::new);
    send(more).expect(400);
    for (String body :
        List.of(
            "",
            "[]",
            "{}",
            "{\"jobs\": 1}",
            "{\"jobs\": [" + job("") + "], \"atomic\": \"yes\"}",
            "{\"jobs\": [" + job("") + "]",
            "{\"jobs\": [" + job("") + "], \"jobs\": [" + job("") + "]}")) {
      api.post("/api/jobs/batch", body).expect(400);
    }
    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
    assertThat(send().expect(200).at("results")).isEmpty();
  }

  @Test
  void eightMegabytesOfInputs_areTaken_andTheAnswerStaysSmall() {
    String[] jobs =
        IntStream.range(0, 78)
            .mapToObj(i -> job(key() + largeInput(100_000)))
            .toArray(String[]::new);
    Answer answer = send(jobs).expect(200);
    assertThat(answer.at("results")).allMatch(result -> result.at("/job/inputOmitted").asBoolean());
    assertThat(answer.response().body().length()).isLessThan(200_000);
    assertThat(api.job(answer.text("results.77.job.id")).at("inputData").path("x").asString())
        .hasSize(100_000);
    assertThat(send(jobs).expect(200).body()).isEqualTo(answer.body());
    batch(", \"x\": \"" + "x".repeat(1_000_000) + "\"", jobs).expect(413);
    assertThat(memory("received") + memory("read")).isZero();
  }

  @Test
  void aClientThatVanishes_findsItsJobsWithARepeat() throws IOException {
    String[] jobs = {job(key()), job(key())};
    String body = "{\"jobs\": [" + String.join(",", jobs) + "]}";
    long before = server.get(EventLog.class).head();
    Wire wire = Wire.to(server.uri()).send(request("/api/jobs/batch", body, "X: y"));
    await().until(() -> eventsSince(before, "JobCreated") == 2);
    wire.reset();
    JsonNode results = send(jobs).expect(200).at("results");
    assertThat(results).allMatch(result -> result.path("success").asBoolean());
    assertThat(eventsSince(before, "JobCreated")).isEqualTo(2);
  }

  private static long eventsSince(long position, String type) {
    EventLog log = server.get(EventLog.class);
    AtomicLong events = new AtomicLong();
    log.scan(position, log.head(), Set.of(type), event -> events.incrementAndGet());
    return events.get();
  }

  private static Wire.Reply onTheWire(String path, String body, String header) {
    try (Wire wire = Wire.to(server.uri())) {
      return wire.send(request(path, body, header)).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String request(String path, String body, String header) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n"
            .formatted(path, header)
        + "Content-Length: %d\r\n\r\n%s"
            .formatted(body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  private static String key() {
    return ", \"idempotencyKey\": \"" + UUID.randomUUID() + "\"";
  }

  private static String largeInput(int characters) {
    return ", \"inputData\": {\"x\": \"" + "x".repeat(characters) + "\"}";
  }

  /** A job that no provider takes, unless it asks for one itself. */
  private static String job(String more) {
    String nowhere =
        more.contains("requirements") ? "" : ", \"requirements\": {\"location\": \"nowhere\"}";
    return """
    {"modelType": "llama", "computeNeeded": 2, "qubicAddress": "BATCH"%s%s}"""
        .formatted(nowhere, more);
  }

  private static Answer send(String... jobs) {
    return batch("", jobs);
  }

  private static Answer batch(String more, String... jobs) {
    return api.post(
        "/api/jobs/batch",
        List.of(jobs).stream().collect(Collectors.joining(",", "{\"jobs\": [", "]" + more + "}")));
  }

  private static double memory(String part) {
    return server
        .get(MeterRegistry.class)
        .get("qubix.bodies.memory")
        .tag("part", part)
        .gauge()
        .value();
  }
}
