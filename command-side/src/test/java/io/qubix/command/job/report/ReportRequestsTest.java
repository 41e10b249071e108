package io.qubix.command.job.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.CompleteJob;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.json.JsonBody;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.Remarks;
import io.qubix.api.telemetry.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportRequestsTest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");
  private static final JobId JOB = JobId.next(NOW);

  @ParameterizedTest
  @ValueSource(strings = {"[]", "'text'", "1", "null"})
  void aBodyThatIsNoObject_isRefused(String body) {
    assertThat(fieldsRefused(it -> CompleteRequest.of(it, null), body)).containsExactly("body");
    assertThat(fieldsRefused(ReportRequestsTest::progress, body)).containsExactly("body");
  }

  @Test
  void progress_isClampedAndRounded() {
    assertThat(percent("-5")).isZero();
    assertThat(percent("0.4")).isZero();
    assertThat(percent("0.5")).isEqualTo(1);
    assertThat(percent("41.6")).isEqualTo(42);
    assertThat(percent("99.5")).isEqualTo(100);
    assertThat(percent("150")).isEqualTo(100);
  }

  @Test
  void logLines_areTextsOrObjects() {
    assertThat(
            progress(
                    json(
                        "{'workerId': 'w', 'progress': 1, 'logLines': ['one', {'message': 'two'},"
                            + " {'level': 'warn', 'message': 'three', 'timestamp':"
                            + " '2026-11-23T18:00:00+01:00'}]}"))
                .logLines())
        .containsExactly(
            new LogLine(NOW, "INFO", "one"),
            new LogLine(NOW, "INFO", "two"),
            new LogLine(NOW, "WARN", "three"));
  }

  @Test
  void everyBadFieldOfAReport_isNamedAtOnce() {
    assertThat(fieldsRefused(ReportRequestsTest::progress, "{'attempt': 22, 'progress': 'half'}"))
        .containsExactlyInAnyOrder("workerId", "attempt", "progress");
  }

  @Test
  void numbersInAReport_mayBeTextsOfDigits() {
    ProgressRequest request =
        progress(json("{'workerId': 'w', 'attempt': '2', 'progress': ' 41.6 '}"));
    assertThat(request.attempt()).isEqualTo(2);
    assertThat(request.percent()).isEqualTo(42);
    assertThat(completed("'metrics': {'processingTimeSeconds': '2.5'}").worked())
        .isEqualTo(Duration.ofMillis(2500));
  }

  @Test
  void whatIsBesideThePointOfAReport_neverRefusesIt() {
    ProgressRequest request =
        progress(
            json(
                "{'workerId': 'w', 'progress': 1, 'currentOperation': {'step': 1}, 'metrics':"
                    + " {'gpu': 0.5, 'temperature': NaN, 'power': -Infinity, 'deep': [{'a': NaN}],"
                    + " 'text': '\\u0000', '\\ud800': 1}, 'logLines': [1, null, {}, {'message': 2},"
                    + " 'a\\u0000b', {'level': 7, 'message': 'x', 'timestamp': 'soon'}]}"));
    assertThat(request.currentOperation()).isEqualTo("{\"step\":1}");
    assertThat(request.metrics()).isEqualTo(value("{'gpu': 0.5}"));
    assertThat(request.logLines())
        .containsExactly(
            new LogLine(NOW, "INFO", "2"),
            new LogLine(NOW, "INFO", "a\ufffdb"),
            new LogLine(NOW, "INFO", "x"));
    assertThat(request.remarks().dropped()).isEqualTo(new Remarks.Dropped(3, 5));
    assertThat(request.remarks().mended()).containsExactly("logLines");
  }

  @Test
  void measuresThatAreNone_areDropped() {
    ProgressRequest request = progress(json("{'workerId': 'w', 'progress': 1, 'metrics': []}"));
    assertThat(request.metrics()).isNull();
    assertThat(request.remarks().dropped()).isEqualTo(new Remarks.Dropped(0, 1));
  }

  @Test
  void ofMoreLinesThanAReportMayHave_theNewestAreKept() {
    ProgressRequest request =
        progress(
            json(
                "{'workerId': 'w', 'progress': 1, 'logLines': ["
                    + "'x',".repeat(Limits.LOG_LINES)
                    + "'newest']}"));
    assertThat(request.logLines()).hasSize(Limits.LOG_LINES);
    assertThat(request.logLines().get(Limits.LOG_LINES - 1).message()).isEqualTo("newest");
    assertThat(request.remarks().dropped()).isEqualTo(new Remarks.Dropped(1, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T18:00:00+01:00, 2026-11-23T17:00:00Z",
    "2026-11-23T17:00:00Z, 2026-11-23T17:00:00Z",
    "2026-11-23T17:00:00.123456, 2026-11-23T17:00:00.123456Z",
    "2026-11-23 17:00:00.123456, 2026-11-23T17:00:00.123456Z",
    "2026-11-23 17:00:00+00:00, 2026-11-23T17:00:00Z"
  })
  void aLinesTime_mayHaveAZoneOrNone(String written, Instant meant) {
    assertThat(line("'timestamp': '" + written + "'").timestamp()).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'soon'", "5", "'+999999999-01-01T00:00:00Z'", "'0001-01-01T00:00'"})
  void aLineOfATimeThatNoStoreHolds_isFromNow(String time) {
    assertThat(line("'timestamp': " + time).timestamp()).isEqualTo(NOW);
  }

  private static LogLine line(String member) {
    return progress(
            json(
                "{'workerId': 'w', 'progress': 1, 'logLines': [{'message': 'x', " + member + "}]}"))
        .logLines()
        .get(0);
  }

  @Test
  void aFailure_isTakenWhateverItSays() {
    String texts = "\ud83d\ude00".repeat(Limits.ERROR);
    assertThat(failure("'error': '" + texts + "'").error())
        .isEqualTo(texts.substring(0, 2 * Limits.ERROR));
    assertThat(failure("'error': '" + "e".repeat(150_000) + "'").error())
        .hasSize(Limits.ERROR)
        .endsWith("e […]");
    assertThat(failure("'error': 'a\\u0000\\ud800b'").error()).isEqualTo("a\ufffd\ufffdb");
    assertThat(failure("'error': {'code': 7}").error()).isEqualTo("{\"code\":7}");
    assertThat(failure("'error': NaN").error()).isEqualTo("NaN");
    assertThat(
            failure(
                    "'error': 'e', 'result': '\\u0000', 'metrics': {'processingTimeSeconds': -1,"
                        + " 'x': NaN}")
                .error())
        .isEqualTo("e");
  }

  @Test
  void aResultThatCannotBeStored_refusesTheCompletion() {
    assertThat(
            fieldsRefused(
                body -> CompleteRequest.of(body, null),
                "{'workerId': 'w', 'status': 'completed', 'result': '\\u0000'}"))
        .containsExactly("result");
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPLETED", "completed", "Completed"})
  void aStatus_isReadInAnyCase(String status) {
    assertThat(
            CompleteRequest.of(json("{'workerId': 'w', 'status': '" + status + "'}"), null)
                .completed())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "'soon'", "{}", "null", "true"})
  void aTimeThatIsNone_countsAsNotTold(String seconds) {
    assertThat(completed("'metrics': {'processingTimeSeconds': " + seconds + "}").worked())
        .isNull();
  }

  private static CompleteRequest completed(String more) {
    return CompleteRequest.of(json("{'workerId': 'w', 'status': 'completed', " + more + "}"), null);
  }

  @Test
  void aCompletion_saysHowLongItWorkedAndWhatCameOut() {
    assertThat(
            CompleteRequest.of(
                    json(
                        "{'workerId': 'w', 'attempt': 2, 'status': 'completed', 'result': [1],"
                            + " 'metrics': {'processingTimeSeconds': 2.5, 'more': true}}"),
                    null)
                .command(JOB))
        .isEqualTo(
            new CompleteJob(JOB, 2, new WorkerId("w"), Duration.ofMillis(2500), value("[1]")));
  }

  @Test
  void aFailure_saysWhyOrThatNobodyKnows() {
    assertThat(failure("'error': 'out of memory'").error()).isEqualTo("out of memory");
    assertThat(failure("'error': ' '").error()).isEqualTo("The worker gave no reason");
    assertThat(failure("'error': null").error()).isEqualTo("The worker gave no reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'done'", "''", "7", "null"})
  void anyOtherStatus_isRefused(String status) {
    assertThat(
            fieldsRefused(
                body -> CompleteRequest.of(body, null),
                "{'workerId': 'w', 'status': " + status + "}"))
        .containsExactly("status");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "100000000.1", "1e400", "'-2'"})
  void aBadTime_isRefused(String seconds) {
    assertThat(
            fieldsRefused(
                body -> CompleteRequest.of(body, null),
                "{'workerId': 'w', 'status': 'completed', 'metrics': {'processingTimeSeconds': "
                    + seconds
                    + "}}"))
        .containsExactly("metrics.processingTimeSeconds");
  }

  private static int percent(String progress) {
    return progress(json("{'workerId': 'w', 'progress': " + progress + "}")).percent();
  }

  private static ProgressRequest progress(JsonBody body) {
    return ProgressRequest.of(body, null, NOW);
  }

  private static FailJob failure(String error) {
    return (FailJob)
        CompleteRequest.of(json("{'workerId': 'w', 'status': 'failed', " + error + "}"), null)
            .command(JOB);
  }

  private static List<String> fieldsRefused(Consumer<JsonBody> reader, String body) {
    return fieldsRefused(reader, json(body));
  }

  private static List<String> fieldsRefused(Consumer<JsonBody> reader, JsonBody body) {
    return catchThrowableOfType(Rejection.Invalid.class, () -> reader.accept(body))
        .errors()
        .stream()
        .map(Rejection.FieldError::field)
        .toList();
  }

  private static JsonBody json(String text) {
    return JsonBody.of(text.replace('\'', '"'));
  }

  private static JsonNode value(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
