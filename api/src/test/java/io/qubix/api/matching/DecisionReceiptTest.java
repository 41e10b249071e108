package io.qubix.api.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.json.Json;
import io.qubix.api.money.Money;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DecisionReceiptTest {

  private final JsonMapper json = Json.builder().build();

  @Test
  void scoresAreReadAsTheTypesThatTheyHad() {
    assertThat(
            scores("'pricePerHour': 0.50, 'totalJobs': 3, 'idleSince': '2026-01-02T03:04:05.678Z'"))
        .containsOnly(
            Map.entry("pricePerHour", Money.of("0.5")),
            Map.entry("totalJobs", 3L),
            Map.entry("idleSince", Instant.parse("2026-01-02T03:04:05.678Z")));
  }

  @Test
  void scoresOfAPolicyThatThisVersionDoesNotKnow_areKept() {
    String known = "{\"workerId\":\"w-1\",\"stars\":4.5,\"colour\":\"blue\"}";

    String again = json.writeValueAsString(json.readValue(known, DecisionReceipt.Candidate.class));

    assertThat(json.readTree(again)).isEqualTo(json.readTree(known));
    assertThat(scores("'idleSince': 7, 'pricePerHour': 'free', 'totalJobs': 'many'")).hasSize(3);
    assertThat(scores("")).isEmpty();
  }

  private Map<String, Object> scores(String members) {
    String text = "{'workerId': 'w-1'" + (members.isEmpty() ? "" : ", " + members) + "}";
    return json.readValue(text.replace('\'', '"'), DecisionReceipt.Candidate.class).scores();
  }
}
