package io.qubix.terminal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.json.StrictJson;
import org.junit.jupiter.api.Test;

/** What a person who watches a job is shown of it. */
class StateTest {

  private static final State RUNNING =
      State.UNKNOWN
          .after(StrictJson.read(job("RUNNING", 1, "one")))
          .afterProgress(
              StrictJson.read(
                  "{\"progress\": 40, \"timeRemaining\": 30.5, \"costSoFar\": 0.5,"
                      + " \"currentOperation\": \"training\"}"));

  @Test
  void aFrameSaysHowFarTheAttemptIs_andOnlyTheJobSaysThatItRuns() {
    State assigned = State.UNKNOWN.after(StrictJson.read(job("ASSIGNED", 1, "one")));
    State waiting = State.UNKNOWN.after(StrictJson.read(job("PENDING", 2, "")));
    String frame = "{\"progress\": 1, \"currentOperation\": \"loading\"}";

    assertThat(assigned.afterProgress(StrictJson.read(frame)).status()).isEqualTo("ASSIGNED");
    assertThat(waiting.afterProgress(StrictJson.read(frame)).status()).isEqualTo("PENDING");
    assertThat(RUNNING.details("")).isEqualTo("30s left, 0.5 QUBIC, training, on one");
  }

  @Test
  void whatIsNotToldAnyMore_isNotShownAnyMore() {
    assertThat(
            RUNNING
                .afterProgress(
                    StrictJson.read(
                        "{\"progress\": 100, \"timeRemaining\": 0, \"costSoFar\": null,"
                            + " \"currentOperation\": null}"))
                .details(""))
        .isEqualTo("on one");
  }

  @Test
  void theNextAttempt_doesNotShowTheTimeAndCostOfTheOneBefore() {
    assertThat(RUNNING.after(StrictJson.read(job("RUNNING", 1, "one"))).details(""))
        .startsWith("30s left, 0.5 QUBIC");
    assertThat(RUNNING.after(StrictJson.read(job("RUNNING", 2, "two"))).details(""))
        .isEqualTo("on two");
  }

  private static String job(String status, int attempt, String worker) {
    return """
    {"status": "%s", "attempt": %d, "progress": 0, "currentOperation": null,
     "provider": {"workerId": "%s"}}
    """
        .formatted(status, attempt, worker);
  }
}
