package io.qubix.command.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qubix.api.Money;
import io.qubix.api.QubicAddress;
import io.qubix.api.Rejection;
import io.qubix.api.job.CancelJob;
import io.qubix.api.job.CompleteJob;
import io.qubix.api.job.FailJob;
import io.qubix.api.job.JobId;
import io.qubix.api.job.LogLine;
import io.qubix.api.job.Requirements;
import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobRequestsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");
  private static final JobId JOB = JobId.next(NOW);
  private static final String JOB_BODY =
      "'modelType': 'llama', 'computeNeeded': 2, 'qubicAddress': 'ADDRESS'";

  @Test
  void aJobWithTheLeast_hasAnEmptyInputAndNoHighestPrice() {
    CreateRequest request = CreateRequest.of(json("{" + JOB_BODY + "}"));
    assertThat(request.inputData()).isEqualTo(json("{}"));
    assertThat(request.maxPrice()).isNull();
    assertThat(request.requirements()).isNull();
    assertThat(request.consumer()).isEqualTo(new QubicAddress("ADDRESS"));
    assertThat(request.commandOnce(JOB).requestHash()).hasSize(64);
  }

  @Test
  void aJobWithEverything_isReadWhole() {
    CreateRequest request =
        CreateRequest.of(
            json(
                "{"
                    + JOB_BODY
                    + ", 'maxPrice': 1.5, 'inputData': {'a': 1}, 'requirements': {'gpuModel':"
                    + " '4090', 'minVramGb': 24, 'minRamGb': 0.5, 'location': 'Berlin'},"
                    + " 'something': 'else'}"));
    assertThat(request.maxPrice()).isEqualTo(Money.of("1.5"));
    assertThat(request.inputData()).isEqualTo(json("{'a': 1}"));
    assertThat(request.requirements()).isEqualTo(new Requirements("4090", 24.0, 0.5, "Berlin"));
  }

  @Test
  void everyBadFieldOfAJob_isNamedAtOnce() {
    assertThat(
            fieldsRefused(
                CreateRequest::of,
                "{'modelType': ' ', 'computeNeeded': 0, 'inputData': [], 'maxPrice': -1,"
                    + " 'requirements': {'minVramGb': 'much'}}"))
        .containsExactlyInAnyOrder(
            "modelType",
            "computeNeeded",
            "inputData",
            "maxPrice",
            "qubicAddress",
            "requirements.minVramGb");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'computeNeeded': 0",
        "'computeNeeded': -1",
        "'computeNeeded': 1000000.1",
        "'computeNeeded': '2'",
        "'computeNeeded': null",
        "'computeNeeded': 1e-400",
        "'computeNeeded': 1e400",
        "'modelType': null",
        "'modelType': 7",
        "'modelType': 'a\\u0000b'",
        "'modelType': 'a\\ud800b'",
        "'maxPrice': 0",
        "'maxPrice': 1000000000.1",
        "'inputData': 'text'",
        "'inputData': 1",
        "'inputData': {'a': '\\u0000'}",
        "'inputData': {'\\u0000': 1}",
        "'qubicAddress': ''",
        "'qubicAddress': '..'",
        "'modelType': 'a\\u202eb'",
        "'requirements': 'many'"
      })
  void aBadMember_refusesTheJob(String member) {
    String field = member.substring(1, member.indexOf('\'', 1));
    JsonNode body = json("{" + JOB_BODY + "," + member + "}");
    assertThat(fieldsRefused(CreateRequest::of, body)).containsExactly(field);
  }

  @Test
  void memoryInMegabytes_isNoWish() {
    assertThat(
            fieldsRefused(
                CreateRequest::of,
                "{" + JOB_BODY + ", 'requirements': {'minVramGb': 24564, 'minRamGb': 131072}}"))
        .containsExactly("requirements.minVramGb", "requirements.minRamGb");
  }

  @Test
  void theLongestNames_areTaken_longerOnesRefused() {
    assertThat(CreateRequest.of(job("m".repeat(255), "a".repeat(128)))).isNotNull();
    assertThat(fieldsRefused(CreateRequest::of, job("m".repeat(256), "a".repeat(129))))
        .containsExactlyInAnyOrder("modelType", "qubicAddress");
  }

  @Test
  void theHighestPriceAndTheMostHours_areTaken() {
    assertThat(
            CreateRequest.of(
                json(
                    "{'modelType': 'm', 'computeNeeded': 1000000, 'qubicAddress': 'A', 'maxPrice':"
                        + " 1000000000}")))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "'text'", "1", "null"})
  void aBodyThatIsNoObject_isRefused(String body) {
    assertThat(fieldsRefused(CreateRequest::of, body)).containsExactly("body");
    assertThat(fieldsRefused(CompleteRequest::of, body)).containsExactly("body");
    assertThat(fieldsRefused(JobRequestsTest::progress, body)).containsExactly("body");
  }

  @Test
  void aMissingBody_isRefused() {
    assertThat(fieldsRefused(CreateRequest::of, (JsonNode) null)).containsExactly("body");
  }

  @Test
  void theHashOfARequest_doesNotMindHowItIsWritten() {
    assertThat(RequestHash.of(json("{'a': 1, 'b': {'c': [1, 2], 'd': 'x'}}")))
        .isEqualTo(RequestHash.of(json("{ 'b': {'d': 'x', 'c': [1.0, 2]}, 'a': 1e0 }")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a': 1, 'b': 3}",
        "{'a': 1}",
        "{'a': 1, 'b': '2'}",
        "{'a': 1, 'b': [2]}",
        "{'a': 1, 'b': null}",
        "{'a': 1, 'b': true}",
        "{'a1': {'b': 2}}"
      })
  void theHashOfAnotherRequest_isAnother(String other) {
    assertThat(RequestHash.of(json(other))).isNotEqualTo(RequestHash.of(json("{'a': 1, 'b': 2}")));
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
    assertThat(
            fieldsRefused(
                JobRequestsTest::progress,
                "{'attempt': 5, 'progress': 'half', 'currentOperation': 1, 'metrics': [],"
                    + " 'logLines': [1, {'level': 2, 'message': 3, 'timestamp': 'soon'}]}"))
        .containsExactlyInAnyOrder(
            "workerId",
            "attempt",
            "progress",
            "currentOperation",
            "metrics",
            "logLines[0]",
            "logLines[1].level",
            "logLines[1].message",
            "logLines[1].timestamp");
  }

  @Test
  void moreLinesThanAReportMayHave_areRefused() {
    assertThat(
            fieldsRefused(
                JobRequestsTest::progress,
                "{'workerId': 'w', 'progress': 1, 'logLines': ["
                    + "'x',".repeat(LogLines.MAX_LINES)
                    + "'x']}"))
        .containsExactly("logLines");
  }

  @Test
  void aTimeThatNoStoreHolds_isRefused() {
    assertThat(
            fieldsRefused(
                JobRequestsTest::progress,
                "{'workerId': 'w', 'progress': 1, 'logLines': [{'message': 'x', 'timestamp':"
                    + " '+999999999-01-01T00:00:00Z'}]}"))
        .containsExactly("logLines[0].timestamp");
  }

  @Test
  void aCompletion_saysHowLongItWorkedAndWhatCameOut() {
    assertThat(
            CompleteRequest.of(
                    json(
                        "{'workerId': 'w', 'attempt': 2, 'status': 'completed', 'result': [1],"
                            + " 'metrics': {'processingTimeSeconds': 2.5, 'more': true}}"))
                .command(JOB))
        .isEqualTo(
            new CompleteJob(JOB, 2, new WorkerId("w"), Duration.ofMillis(2500), json("[1]")));
  }

  @Test
  void aFailure_saysWhyOrThatNobodyKnows() {
    assertThat(failure("'error': 'out of memory'").error()).isEqualTo("out of memory");
    assertThat(failure("'error': ' '").error()).isEqualTo("The worker gave no reason");
    assertThat(failure("'error': null").error()).isEqualTo("The worker gave no reason");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'COMPLETED'", "'done'", "''", "7", "null"})
  void anyOtherStatus_isRefused(String status) {
    assertThat(fieldsRefused(CompleteRequest::of, "{'workerId': 'w', 'status': " + status + "}"))
        .containsExactly("status");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "100000000.1", "'2'"})
  void aBadTime_isRefused(String seconds) {
    assertThat(
            fieldsRefused(
                CompleteRequest::of,
                "{'workerId': 'w', 'status': 'completed', 'metrics': {'processingTimeSeconds': "
                    + seconds
                    + "}}"))
        .containsExactly("metrics.processingTimeSeconds");
  }

  @Test
  void aCancellation_needsNoBody() {
    assertThat(CancelJobController.command(JOB, null)).isEqualTo(new CancelJob(JOB, null, null));
    assertThat(CancelJobController.command(JOB, json("{}")))
        .isEqualTo(new CancelJob(JOB, null, null));
    assertThat(
            CancelJobController.command(
                JOB, json("{'qubicAddress': 'A', 'reason': 'changed my mind'}")))
        .isEqualTo(new CancelJob(JOB, new QubicAddress("A"), "changed my mind"));
    assertThat(
            fieldsRefused(
                body -> CancelJobController.command(JOB, body), "{'qubicAddress': 1, 'reason': 2}"))
        .containsExactly("qubicAddress", "reason");
  }

  private static int percent(String progress) {
    return progress(json("{'workerId': 'w', 'progress': " + progress + "}")).percent();
  }

  private static ProgressRequest progress(JsonNode body) {
    return ProgressRequest.of(body, NOW);
  }

  private static FailJob failure(String error) {
    return (FailJob)
        CompleteRequest.of(json("{'workerId': 'w', 'status': 'failed', " + error + "}"))
            .command(JOB);
  }

  private static JsonNode job(String modelType, String address) {
    return json(
        "{'modelType': '"
            + modelType
            + "', 'computeNeeded': 1, 'qubicAddress': '"
            + address
            + "'}");
  }

  private static List<String> fieldsRefused(Consumer<JsonNode> reader, String body) {
    return fieldsRefused(reader, json(body));
  }

  private static List<String> fieldsRefused(Consumer<JsonNode> reader, JsonNode body) {
    return catchThrowableOfType(Rejection.Invalid.class, () -> reader.accept(body))
        .errors()
        .stream()
        .map(Rejection.FieldError::field)
        .toList();
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
