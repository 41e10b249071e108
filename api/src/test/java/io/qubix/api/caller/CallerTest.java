package io.qubix.api.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.json.Json;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class CallerTest {

  private static final JsonMapper MAPPER = Json.builder().build();
  private static final TypeReference<Map<String, Object>> METADATA = new TypeReference<>() {};

  static Stream<Caller> callers() {
    return Stream.of(
        Caller.ANYBODY,
        Caller.consumer(new QubicAddress("ALICE"), "k1", "Alice's laptop"),
        Caller.provider(new QubicAddress("BOB"), null, "Bob"),
        Caller.worker(new WorkerId("gpu-1"), "k2", "gpu-1"),
        new Caller(Role.OPERATOR, null, "k3", "first key"),
        new Caller(Role.AUDITOR, null, null, "auditor"));
  }

  @ParameterizedTest
  @MethodSource("callers")
  void theMetadataOfACommand_bringsTheCallerBack(Caller caller) {
    assertThat(Caller.in(caller.toMetadata())).isEqualTo(caller);
  }

  /** The log keeps metadata as JSON. */
  @ParameterizedTest
  @MethodSource("callers")
  void theMetadataOfAStoredEvent_bringsTheCallerBack(Caller caller) {
    String stored = MAPPER.writeValueAsString(caller.toMetadata());

    assertThat(Caller.in(MAPPER.readValue(stored, METADATA))).isEqualTo(caller);
  }

  @ParameterizedTest
  @MethodSource("callers")
  void theJsonOfACaller_hasItsComponentsAndNoMore(Caller caller) {
    String json = MAPPER.writeValueAsString(caller);

    assertThat(MAPPER.readValue(json, Caller.class)).isEqualTo(caller);
    assertThat(MAPPER.readTree(json).propertyNames())
        .isSubsetOf("role", "subject", "keyId", "name");
  }

  @Test
  void anybody_leavesNothingInTheMetadata() {
    assertThat(Caller.ANYBODY.toMetadata()).isEmpty();
    assertThat(Caller.in(Map.of("correlationId", "c1"))).isEqualTo(Caller.ANYBODY);
  }

  @Test
  void aNamedOperator_isNotAnybody() {
    assertThat(new Caller(Role.OPERATOR, null, "k3", "anybody").isAnybody()).isFalse();
  }

  @Test
  void aConsumerAndAProviderSpeakForAnAddress_andAWorkerForItself() {
    assertThat(callers().map(Caller::address))
        .containsExactly(
            null, new QubicAddress("ALICE"), new QubicAddress("BOB"), null, null, null);
    assertThat(callers().map(Caller::worker))
        .containsExactly(null, null, null, new WorkerId("gpu-1"), null, null);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aRole_hasASubjectExactlyIfItSpeaksForOne(Role role) {
    String wrong = role.hasSubject() ? null : "ALICE";

    assertThatThrownBy(() -> new Caller(role, wrong, "k1", "name"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
