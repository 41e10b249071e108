package io.qubix.terminal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JobLogTest {

  private final JobLog log = new JobLog();
  private final JsonNode one = line(1, "a");
  private final JsonNode two = line(2, "b");
  private final JsonNode three = line(3, "c");

  @Test
  void whatWasAskedFor_isNotShownAgain_whenItComesLive() {
    assertThat(log.asked(List.of(one, two))).containsExactly(one, two);
    assertThat(log.live(List.of(two, three))).containsExactly(three);
  }

  @Test
  void whatCameLive_isNotShownAgain_whenItIsAskedFor() {
    assertThat(log.live(List.of(one, two))).containsExactly(one, two);
    assertThat(log.asked(List.of(one, two, three))).containsExactly(three);
    assertThat(log.asked(List.of(one, two, three))).isEmpty();
  }

  @Test
  void whatWasWrittenTwice_isShownTwice() {
    assertThat(log.live(List.of(one, one))).hasSize(2);
    assertThat(log.asked(List.of(one, one, one))).containsExactly(one);
    assertThat(log.live(List.of(one))).isEmpty();
    assertThat(log.live(List.of(one))).containsExactly(one);
  }

  private static JsonNode line(int second, String message) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("timestamp", "2026-11-23T17:36:0" + second + "Z")
        .put("level", "INFO")
        .put("message", message);
  }
}
