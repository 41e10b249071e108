package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.log.read.EventLog;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All accepted JSON is readable for every reader, in every member that takes free JSON: for the
 * API, a client with default limits, the console, the terminal, the matcher after a restart,
 * replays and the audit. Refused JSON changes nothing.
 */
class AcceptedIsReadableTest {

  /** As a client has it that was never told of our limits. */
  private static final JsonMapper CLIENT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(1_000).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private static final List<String> TAKEN = new ArrayList<>();
  private static String database = "";
  private static Server server;

  @BeforeContainer
  static void start() {
    database = TestDatabase.url();
    server = Server.on(database);
    server.api().register("w", 1);
  }

  /** Every job of the properties lies in the log by now. */
  @AfterContainer
  static void allOfItIsReadAfterARestart() {
    server.api().post("/api/providers/w/heartbeat", "{\"status\": \"offline\"}").expect(200);
    String waiting = server.api().create("ALICE", "").text("job.id");
    server.close();
    try (Server next = Server.on(database)) {
      server = next;
      assertThat(TAKEN).as("jobs whose JSON was taken").hasSizeGreaterThan(5);
      next.api().register("w", 1);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(next.api().job(waiting).text("status")).isEqualTo("ASSIGNED"));
      Readers readers = new Readers(next);
      readers.readLog();
      readers.readLists("ALICE");
      readers.readProvider("w");
    }
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void whatIsTaken_isReadByEverybody(@ForAll("json") String json) {
    Api api = server.api();
    long before = server.get(EventLog.class).head();
    String object = "{\"v\": " + json + "}";

    Answer created = api.post("/api/jobs/create", Api.jobWith("ALICE", object));
    if (created.status() == 400) {
      assertThat(server.get(EventLog.class).head()).isEqualTo(before);
      assertThat(created.text("errors.0.field")).isIn("inputData", "");
      refusedEverywhere(object);
      return;
    }
    String job = created.expect(200).text("job.id");
    api.post("/api/providers/w/heartbeat", "{\"usage\": " + object + "}").expect(200);
    api.post(
            "/api/jobs/" + job + "/progress",
            "{\"workerId\": \"w\", \"progress\": 10, \"metrics\": " + object + "}")
        .expect(200);
    api.post(
            "/api/jobs/" + job + "/complete",
            "{\"workerId\": \"w\", \"status\": \"completed\", \"result\": "
                + object
                + ", \"metrics\": "
                + object
                + "}")
        .expect(200);

    JsonNode sent = CLIENT.readTree(object);
    JsonNode shown = CLIENT.readTree(api.get("/api/jobs/" + job).response().body());
    assertThat(shown.get("inputData").equals(BY_VALUE, sent)).as("%s", shown).isTrue();
    assertThat(shown.get("result").equals(BY_VALUE, sent)).as("%s", shown).isTrue();
    new Readers(server).readJob(job);
    TAKEN.add(job);
  }

  /** However the generated ones fall out, some are taken. */
  @Example
  void whatIsUsual_isTaken() {
    for (String json :
        List.of("1", "-0.5e10", "1e30", "\"text\"", "{\"a\":[1,2]}", "[true,null]")) {
      int before = TAKEN.size();
      whatIsTaken_isReadByEverybody(json);
      assertThat(TAKEN).as(json).hasSize(before + 1);
    }
  }

  /** What one member refuses, all of them do. */
  private static void refusedEverywhere(String object) {
    Api api = server.api();
    long before = server.get(EventLog.class).head();
    String job = "0198f000-0000-7000-8000-000000000000";
    api.post(
            "/api/jobs/" + job + "/complete",
            "{\"workerId\": \"w\", \"status\": \"completed\", \"result\": " + object + "}")
        .expect(400);
    Terminal.of(server, "ALICE").run("submit", "llama", "--input", object).expect(2);
    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
  }

  @Provide
  Arbitrary<String> json() {
    return values(2);
  }

  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> scalars =
        Arbitraries.frequencyOf(
            Tuple.of(4, numbers()),
            Tuple.of(2, texts()),
            Tuple.of(1, Arbitraries.of("true", "false", "null", "{}", "[]")),
            Tuple.of(
                1, Arbitraries.integers().between(90, 102).map(AcceptedIsReadableTest::nested)));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<String> inner = values(depth - 1);
    Arbitrary<String> arrays =
        inner.list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]");
    Arbitrary<String> objects =
        Combinators.combine(texts(), inner).as((name, value) -> "{" + name + ":" + value + "}");
    return Arbitraries.oneOf(scalars, arrays, objects);
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  /** Around every limit: of a reader, of a double, of numeric. */
  private static Arbitrary<String> numbers() {
    Arbitrary<Integer> exponents =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-1_003, -995),
            Arbitraries.integers().between(995, 1_003),
            Arbitraries.integers().between(-30, 330),
            Arbitraries.of(
                -2_147_483_648,
                -131_072,
                -16_384,
                -324,
                308,
                16_384,
                131_071,
                131_072,
                999_999_999));
    Arbitrary<BigDecimal> digits =
        Arbitraries.bigDecimals().between(new BigDecimal("-99"), new BigDecimal("99")).ofScale(3);
    return Arbitraries.oneOf(
        Combinators.combine(digits, exponents).as((some, power) -> some + "e" + power),
        Arbitraries.integers().between(990, 1_001).map("7"::repeat),
        digits.map(BigDecimal::toPlainString),
        Arbitraries.longs().map(String::valueOf));
  }

  private static Arbitrary<String> texts() {
    Arbitrary<String> storable =
        Arbitraries.strings().withCharRange('\u0001', '\ud7ff').ofMaxLength(20);
    Arbitrary<String> odd =
        Arbitraries.of("\\u0000", "\\ud800", "\\udc00\\ud800", "\\ud83d\\ude00", "__proto__");
    return Arbitraries.frequencyOf(
            Tuple.of(9, storable.map(AcceptedIsReadableTest::escaped)), Tuple.of(1, odd))
        .map(text -> "\"" + text + "\"");
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return escaped.toString();
  }
}
