package io.qubix.command.lease.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.json.JsonBody;
import io.qubix.command.lease.heartbeat.HeartbeatRequest.Status;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HeartbeatRequestTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void aHeartbeat_mayBeEmpty() {
    HeartbeatRequest empty = new HeartbeatRequest(null, 0, null, null, null);
    assertThat(HeartbeatRequest.of(null, null)).isEqualTo(empty);
    assertThat(HeartbeatRequest.of(json("{'currentJob': null}"), null)).isEqualTo(empty);
  }

  @Test
  void aHeartbeat_isReadWhole() {
    UUID job = UUID.randomUUID();
    assertThat(
            HeartbeatRequest.of(
                json("{'usage': {'gpu': 1}, 'status': 'busy', 'currentJob': '" + job + "'}"), null))
        .isEqualTo(
            new HeartbeatRequest(
                JSON.readTree("{\"gpu\": 1}"), 0, Status.BUSY, new JobId(job), null));
  }

  @Test
  void everyBadFieldOfAHeartbeat_isNamedAtOnce() {
    assertThat(
            fieldsRefused(
                body -> HeartbeatRequest.of(body, null),
                "{'usage': 1, 'status': 'asleep', 'currentJob': 'none'}"))
        .containsExactly("usage", "status", "currentJob");
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
