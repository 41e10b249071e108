package io.qubix.command.job.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.CancelJob;
import io.qubix.api.json.JsonBody;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.HeaderText;
import io.qubix.api.user.QubicAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobRequestsTest {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");
  private static final JobId JOB = JobId.next(NOW);
  private static final String JOB_BODY =
      "'modelType': 'llama', 'computeNeeded': 2, 'qubicAddress': 'ADDRESS'";

  @Test
  void aJobWithTheLeast_hasAnEmptyInputAndNoHighestPrice() {
    CreateRequest request = CreateRequest.of(json("{" + JOB_BODY + "}"));
    assertThat(request.inputData()).isEqualTo(value("{}"));
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
    assertThat(request.inputData()).isEqualTo(value("{'a': 1}"));
    assertThat(request.requirements()).isEqualTo(new Requirements("4090", 24.0, 0.5, "Berlin"));
  }

  @Test
  void whatAJobAsksOfItsProvider_isRead_andEmptyMembersAskNothing() {
    assertThat(
            asked(
                "{'gpuCount': 4, 'minCpuCores': 16, 'labels': {'tier': 'gold'}, 'onlyProviders':"
                    + " ['a', ' b '], 'notProviders': ['c']}"))
        .isEqualTo(
            new Requirements(
                null,
                null,
                4,
                16,
                null,
                null,
                Map.of("tier", "gold"),
                List.of(new WorkerId("a"), new WorkerId("b")),
                List.of(new WorkerId("c"))));
    assertThat(asked("{'labels': {}, 'onlyProviders': [], 'notProviders': null}"))
        .isEqualTo(Requirements.NONE);
    assertThat(
            fieldsRefused(
                CreateRequest::of,
                "{"
                    + JOB_BODY
                    + ", 'requirements': {'gpuCount': 65, 'minCpuCores': -1, 'labels': [],"
                    + " 'onlyProviders': ['', 1], 'notProviders': 'c'}}"))
        .containsExactlyInAnyOrder(
            "requirements.gpuCount",
            "requirements.minCpuCores",
            "requirements.labels",
            "requirements.onlyProviders[0]",
            "requirements.onlyProviders[1]",
            "requirements.notProviders");
  }

  private static @Nullable Requirements asked(String requirements) {
    return CreateRequest.of(json("{" + JOB_BODY + ", 'requirements': " + requirements + "}"))
        .requirements();
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
    JsonBody body = JsonBody.of(value("{" + JOB_BODY + "," + member + "}").toString());
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
  }

  @Test
  void aMissingBody_isRefused() {
    assertThat(fieldsRefused(CreateRequest::of, (JsonBody) null)).containsExactly("body");
  }

  @Test
  void theHashOfARequest_doesNotMindHowItIsWritten() {
    assertThat(RequestHash.of(value("{'a': 1, 'b': {'c': [1, 2], 'd': 'x'}}")))
        .isEqualTo(RequestHash.of(value("{ 'b': {'d': 'x', 'c': [1.0, 2]}, 'a': 1e0 }")));
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
    assertThat(RequestHash.of(value(other)))
        .isNotEqualTo(RequestHash.of(value("{'a': 1, 'b': 2}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'unknown': 1",
        "'maxPrice': null",
        "'inputData': {}",
        "'inputData': null",
        "'requirements': {}",
        "'requirements': {'gpuModel': null, 'unknown': 2}",
        "'computeNeeded': 2.0",
        "'modelType': ' llama '"
      })
  void aBodyThatAsksForTheSame_isTheSameForItsKey(String member) {
    assertThat(hash("{" + JOB_BODY + "}")).isEqualTo(hash(jobWith(member)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'maxPrice': 1",
        "'inputData': {'a': null}",
        "'requirements': {'gpuModel': 'x'}",
        "'computeNeeded': 2.5",
        "'modelType': 'llama2'",
        "'qubicAddress': 'ANOTHER'"
      })
  void aBodyThatAsksForAnother_isAnotherForItsKey(String member) {
    assertThat(hash("{" + JOB_BODY + "}")).isNotEqualTo(hash(jobWith(member)));
  }

  @Test
  void aKey_isAsLongAsItsCharacters() {
    assertThat(HeaderText.idempotencyKey(header("\ud83d\ude00".repeat(255)))).isNotEmpty();
    assertThatThrownBy(() -> HeaderText.idempotencyKey(header("\ud83d\ude00".repeat(256))))
        .isInstanceOf(Rejection.Invalid.class);
  }

  /** As a header brings it. */
  private static String header(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  @Test
  void aPriceWithMoreThanSixDecimals_isRefusedAndNotRoundedUp() {
    assertThat(CreateRequest.of(json(jobWith("'maxPrice': 1.1234560"))).maxPrice())
        .isEqualTo(Money.of("1.123456"));
    assertThat(fieldsRefused(CreateRequest::of, jobWith("'maxPrice': 1.1234567")))
        .containsExactly("maxPrice");
  }

  /** The smallest job with one member added or changed. */
  private static String jobWith(String member) {
    String name = member.substring(0, member.indexOf(':'));
    String others =
        Arrays.stream(JOB_BODY.split(", "))
            .filter(other -> !other.startsWith(name))
            .collect(Collectors.joining(", "));
    return "{" + others + ", " + member + "}";
  }

  private static String hash(String body) {
    return CreateRequest.of(json(body)).commandOnce(JOB).requestHash();
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

  private static JsonBody job(String modelType, String address) {
    return json(
        "{'modelType': '"
            + modelType
            + "', 'computeNeeded': 1, 'qubicAddress': '"
            + address
            + "'}");
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
