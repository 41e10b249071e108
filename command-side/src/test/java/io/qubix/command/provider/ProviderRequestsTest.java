package io.qubix.command.provider;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qubix.api.Rejection;
import io.qubix.api.json.JsonBody;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.provider.ChangeProviderController.Change;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ProviderRequestsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final RegisterRequest WHOLE =
      new RegisterRequest(
          new WorkerId("w"),
          new QubicAddress("A"),
          "Ann",
          ProviderType.NATIVE,
          new Hardware("RTX 4090", 24.0, "EPYC", 16, 64.0),
          1,
          null,
          null,
          "Berlin",
          Money.of("1.5"),
          null);

  @Test
  void todaysForm_isRead() {
    assertThat(
            RegisterRequest.of(
                json(
                    "{'workerId': 'w', 'qubicAddress': 'A', 'name': 'Ann', 'type': 'native',"
                        + " 'gpuModel': 'RTX 4090', 'gpuVram': 24, 'cpuModel': 'EPYC', 'cpuCores':"
                        + " 16, 'ramTotal': 64, 'location': 'Berlin', 'pricePerHour': 1.5}"),
                null))
        .isEqualTo(WHOLE);
  }

  @Test
  void theOlderWorkersForm_isRead() {
    assertThat(
            RegisterRequest.of(
                json(
                    "{'worker_id': 'w', 'address': 'A', 'name': 'Ann', 'specs': {'gpu_model': 'RTX"
                        + " 4090', 'gpu_vram_gb': 24, 'cpu_model': 'EPYC', 'cpu_cores': 16,"
                        + " 'ram_total_gb': 64, 'os': 'Linux'}, 'location': 'Berlin',"
                        + " 'pricePerHour': 1.5}"),
                null))
        .isEqualTo(WHOLE);
  }

  @Test
  void aBrowsersForm_isRead() {
    RegisterRequest request =
        RegisterRequest.quick(
            json(
                "{'type': 'browser', 'workerId': 'w', 'qubicAddress': 'A', 'gpu': {'renderer':"
                    + " 'ANGLE', 'vram': 4, 'vendor': 'x'}, 'cpu': {'cores': 8}, 'ram': {'total':"
                    + " 16}}"),
            null);
    assertThat(request.type()).isEqualTo(ProviderType.BROWSER);
    assertThat(request.hardware()).isEqualTo(new Hardware("ANGLE", 4.0, null, 8, 16.0));
    assertThat(request.pricePerHour()).isNull();
  }

  @Test
  void everyForm_namesModelsGpusAndLabels() {
    String served =
        "'modelTypes': [' Llama ', 'whisper'], 'gpuCount': 8, 'labels': {' tier ': ' gold ', 'x': ''}";
    for (RegisterRequest request :
        List.of(
            RegisterRequest.of(
                json("{'workerId': 'w', 'qubicAddress': 'A', 'pricePerHour': 1, " + served + "}"),
                null),
            RegisterRequest.of(
                json("{'worker_id': 'w', 'address': 'A', 'pricePerHour': 1, " + served + "}"),
                null),
            RegisterRequest.quick(
                json("{'type': 'native', 'workerId': 'w', 'qubicAddress': 'A', " + served + "}"),
                null))) {
      assertThat(request.modelTypes()).containsExactly("Llama", "whisper");
      assertThat(request.hardware().gpuCount()).isEqualTo(8);
      assertThat(request.labels()).isEqualTo(Map.of("tier", "gold", "x", ""));
    }
  }

  @Test
  void absentNullAndEmpty_areToldApart_whereTheyMeanDifferentThings() {
    String worker = "{'workerId': 'w', 'qubicAddress': 'A', 'pricePerHour': 1";
    RegisterRequest absent = RegisterRequest.of(json(worker + "}"), null);
    RegisterRequest none =
        RegisterRequest.of(
            json(worker + ", 'modelTypes': null, 'labels': null, 'gpuCount': null}"), null);
    RegisterRequest empty =
        RegisterRequest.of(json(worker + ", 'modelTypes': [], 'labels': {}}"), null);

    assertThat(absent).isEqualTo(none);
    assertThat(absent.modelTypes()).isNull();
    assertThat(absent.hardware().gpuCount()).isEqualTo(1);
    assertThat(empty.modelTypes()).isEmpty();
    assertThat(empty.labels()).isEmpty();
  }

  @Test
  void boundsOfModelsGpusAndLabels() {
    assertThat(served("'modelTypes': " + list(200))).isEmpty();
    assertThat(served("'modelTypes': " + list(201))).containsExactly("modelTypes");
    assertThat(served("'modelTypes': ['ok', 7, null, ' ']"))
        .containsExactly("modelTypes[1]", "modelTypes[2]", "modelTypes[3]");
    assertThat(served("'modelTypes': 'llama'")).containsExactly("modelTypes");
    assertThat(served("'gpuCount': 64")).isEmpty();
    assertThat(served("'gpuCount': 65")).containsExactly("gpuCount");
    assertThat(served("'gpuCount': 0")).containsExactly("gpuCount");
    assertThat(served("'labels': " + object(16))).isEmpty();
    assertThat(served("'labels': " + object(17))).containsExactly("labels");
    assertThat(served("'labels': {'" + "k".repeat(63) + "': '" + "v".repeat(255) + "'}")).isEmpty();
    assertThat(served("'labels': {'" + "k".repeat(64) + "': 'v'}")).containsExactly("labels");
    assertThat(served("'labels': {'k': '" + "v".repeat(256) + "'}")).containsExactly("labels.k");
    assertThat(served("'labels': {'a=b': 'v'}")).containsExactly("labels");
    assertThat(served("'labels': {'k': 7}")).containsExactly("labels.k");
  }

  private static List<String> served(String members) {
    String body = "{'workerId': 'w', 'qubicAddress': 'A', 'pricePerHour': 1, " + members + "}";
    try {
      RegisterRequest.of(json(body), null);
      return List.of();
    } catch (Rejection.Invalid e) {
      return e.errors().stream().map(Rejection.FieldError::field).toList();
    }
  }

  private static String list(int size) {
    return IntStream.range(0, size)
        .mapToObj(number -> "'" + number + "'")
        .collect(joining(",", "[", "]"));
  }

  private static String object(int size) {
    return IntStream.range(0, size)
        .mapToObj(number -> "'" + number + "': 'x'")
        .collect(joining(",", "{", "}"));
  }

  @Test
  void aBrowsersGpu_goesByItsModelBeforeItsRenderer() {
    assertThat(
            RegisterRequest.quick(
                    json(
                        "{'type': 'BROWSER', 'workerId': 'w', 'qubicAddress': 'A', 'gpu': {'model':"
                            + " 'M', 'renderer': 'R'}}"),
                    null)
                .hardware()
                .gpuModel())
        .isEqualTo("M");
  }

  @Test
  void everyBadFieldOfARegistration_isNamedAtOnce() {
    assertThat(
            fieldsRefused(
                body -> RegisterRequest.of(body, null),
                "{'qubicAddress': '', 'name': ' ', 'type': 'toaster', 'gpuVram': -1, 'cpuCores':"
                    + " 1.5, 'pricePerHour': -1}"))
        .containsExactlyInAnyOrder(
            "workerId", "qubicAddress", "name", "type", "gpuVram", "cpuCores", "pricePerHour");
    assertThat(
            fieldsRefused(
                body -> RegisterRequest.of(body, null),
                "{'worker_id': 7, 'specs': {'gpu_vram_gb': 'much'}}"))
        .containsExactlyInAnyOrder("worker_id", "address", "specs.gpu_vram_gb", "pricePerHour");
    assertThat(
            fieldsRefused(
                body -> RegisterRequest.quick(body, null), "{'gpu': {'vram': 'much'}, 'cpu': 1}"))
        .containsExactlyInAnyOrder("type", "workerId", "qubicAddress", "gpu.vram", "cpu");
  }

  @Test
  void memoryInMegabytes_isRefusedWithThatSentence() {
    assertThat(memory("2047.9", "65535.9")).isNotNull();
    Rejection.Invalid refused =
        catchThrowableOfType(Rejection.Invalid.class, () -> memory("2048", "65536"));
    assertThat(refused.errors())
        .containsExactly(
            new Rejection.FieldError("gpuVram", "must be in GB: 2,048 or more is no machine's"),
            new Rejection.FieldError("ramTotal", "must be in GB: 65,536 or more is no machine's"));
    assertThat(
            fieldsRefused(
                body -> RegisterRequest.of(body, null),
                "{'worker_id': 'w', 'address': 'A', 'pricePerHour': 1, 'specs': {'gpu_vram_gb':"
                    + " 24564, 'ram_total_gb': 131072}}"))
        .containsExactly("specs.gpu_vram_gb", "specs.ram_total_gb");
    assertThat(
            fieldsRefused(
                body -> RegisterRequest.quick(body, null),
                "{'type': 'browser', 'workerId': 'w', 'qubicAddress': 'A', 'gpu': {'vram': 24564},"
                    + " 'ram': {'total': 131072}}"))
        .containsExactly("gpu.vram", "ram.total");
  }

  private static RegisterRequest memory(String vram, String ram) {
    return RegisterRequest.of(
        json(
            "{'workerId': 'w', 'qubicAddress': 'A', 'pricePerHour': 1, 'gpuVram': "
                + vram
                + ", 'ramTotal': "
                + ram
                + "}"),
        null);
  }

  private static List<RegisterRequest> inEveryForm(String slots) {
    return List.of(
        RegisterRequest.of(
            json("{'workerId': 'w', 'qubicAddress': 'A', 'pricePerHour': 1" + slots + "}"), null),
        RegisterRequest.of(
            json("{'worker_id': 'w', 'address': 'A', 'pricePerHour': 1" + slots + "}"), null),
        RegisterRequest.quick(
            json("{'workerId': 'w', 'qubicAddress': 'A', 'type': 'native'" + slots + "}"), null));
  }

  @Test
  void slots_areReadInEveryForm_andAreOneWithoutThem() {
    assertThat(inEveryForm("")).extracting(RegisterRequest::slots).containsOnly(1);
    assertThat(inEveryForm(", 'slots': null")).extracting(RegisterRequest::slots).containsOnly(1);
    assertThat(inEveryForm(", 'slots': 64")).extracting(RegisterRequest::slots).containsOnly(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65", "1.5", "'many'"})
  void otherSlots_areRefused(String slots) {
    assertThat(
            fieldsRefused(
                body -> RegisterRequest.of(body, null),
                "{'workerId': 'w', 'qubicAddress': 'A', 'pricePerHour': 1, 'slots': "
                    + slots
                    + "}"))
        .containsExactly("slots");
  }

  @Test
  void aRegistrationWithoutPrice_isRefused() {
    assertThat(
            fieldsRefused(
                body -> RegisterRequest.of(body, null), "{'workerId': 'w', 'qubicAddress': 'A'}"))
        .containsExactly("pricePerHour");
  }

  @Test
  void workingForNothing_isAllowed() {
    assertThat(
            RegisterRequest.of(
                    json("{'workerId': 'w', 'qubicAddress': 'A', 'pricePerHour': 0}"), null)
                .pricePerHour())
        .isEqualTo(Money.ZERO);
  }

  @Test
  void theHighestPrice_isTaken_aHigherOneRefused() {
    assertThat(Change.of(json("{'pricePerHour': 1000000000}"))).isNotNull();
    assertThat(fieldsRefused(Change::of, "{'pricePerHour': 1000000000.000001}"))
        .containsExactly("pricePerHour");
  }

  @Test
  void aChange_leavesOutWhatStays() {
    assertThat(Change.of(json("{'name': 'Anna'}"))).isEqualTo(new Change(null, "Anna", null));
    assertThat(fieldsRefused(Change::of, "{'name': '', 'location': 5}"))
        .containsExactlyInAnyOrder("name", "location");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a\0b", "a\ud800"})
  void aPathThatNoWorkerCanHave_isNotFound(String segment) {
    assertThatThrownBy(() -> ProviderPaths.worker(segment)).isInstanceOf(Rejection.NotFound.class);
  }

  @Test
  void aPathOfTheLongestName_isTaken_aLongerOneNotFound() {
    assertThat(ProviderPaths.worker("w".repeat(255))).isEqualTo(new WorkerId("w".repeat(255)));
    assertThatThrownBy(() -> ProviderPaths.worker("w".repeat(256)))
        .isInstanceOf(Rejection.NotFound.class);
  }

  private static List<String> fieldsRefused(Consumer<@Nullable JsonBody> reader, String body) {
    return catchThrowableOfType(Rejection.Invalid.class, () -> reader.accept(json(body)))
        .errors()
        .stream()
        .map(Rejection.FieldError::field)
        .toList();
  }

  private static JsonBody json(String text) {
    return JsonBody.of(text.replace('\'', '"'));
  }
}
