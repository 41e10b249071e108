package io.qubix.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sums hold jobs of any cost, and no user's figures depend on the payments of others. */
class SumsTest {

  private static final String HIGHEST_PRICE = "1000000000";

  /** At the highest price, the last micro-QUBIC that a single amount can hold is near. */
  private static final Duration LONGEST = Duration.ofNanos(33_204_139_332_677_100L);

  private static final BigDecimal COST = new BigDecimal("9223372036854.750000");

  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final Story story = new Story(cluster.log, Instant.now().minusSeconds(30));
  private QueryNode node;

  @BeforeEach
  void start() {
    node = cluster.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void manyJobsOfTheHighestCost_areAddedUpForEverybody_andStopNobody() {
    Story.Provider dear = story.registered("dear", "EARNER", HIGHEST_PRICE);
    Story.Provider cheap = story.registered("cheap", "OTHER", "1");
    for (int i = 0; i < 3; i++) {
      story.done("PAYER", dear, LONGEST);
    }
    JobId unrelated = story.done("SOMEBODY", cheap, Duration.ofHours(1));

    assertThat(status(unrelated)).isEqualTo("COMPLETED");
    BigDecimal paid = COST.multiply(BigDecimal.valueOf(3));
    assertThat(money("/api/stats/overview", "today", "paid"))
        .isEqualByComparingTo(paid.add(BigDecimal.ONE));
    assertThat(money("/api/accounts/PAYER", "balance")).isEqualByComparingTo(paid.negate());
    assertThat(money("/api/accounts/EARNER?at=" + Instant.now().plusSeconds(60), "earned"))
        .isEqualByComparingTo(paid);
    assertThat(money("/api/providers/dear", "totalEarnings")).isEqualByComparingTo(paid);
    assertThat(money("/api/providers/dear/earnings", "totalEarnings")).isEqualByComparingTo(paid);
    assertThat(get("/api/providers/dear/earnings/daily?days=2").path("days"))
        .anySatisfy(
            day -> assertThat(day.path("earned").decimalValue()).isEqualByComparingTo(paid));
    assertThat(get("/api/providers?sort=earnings").get(0).path("workerId").asString())
        .isEqualTo("dear");
    assertThat(get("/api/stats/minutes").path("minutes")).isNotEmpty();
    assertThat(get("/api/accounts").path("accounts")).hasSize(4);
    assertThat(money("/api/accounts/PAYER/statement", "lines", "0", "balance"))
        .isEqualByComparingTo(paid.negate());
    JsonNode trial = get("/api/ledger/trial-balance");
    assertThat(trial.path("balanced").asBoolean()).isTrue();
    assertThat(trial.path("debit").decimalValue()).isEqualByComparingTo(paid.add(BigDecimal.ONE));
    assertThat(get("/api/admin/dead-letters")).isEmpty();
  }

  @Test
  void whatAnOlderVersionKeptOut_isTakenInByTheNextStart() {
    node.jdbc().execute("alter table ledger_account alter column balance type bigint");
    node.jdbc()
        .execute(
            "alter table job_view add constraint older"
                + " check ((view ->> 'actualCost')::numeric < 9000000000000)");
    Story.Provider dear = story.registered("dear", "EARNER", HIGHEST_PRICE);
    JobId first = story.done("PAYER", dear, LONGEST);
    JobId second = story.done("PAYER", dear, LONGEST);
    assertThat(List.of(status(first), status(second))).containsOnly("RUNNING");
    money("/api/accounts/PAYER", "spent");
    assertThat(get("/api/admin/dead-letters").findValuesAsString("processor"))
        .containsExactlyInAnyOrder("job", "job", "ledger");
    node.jdbc().execute("alter table ledger_account alter column balance type numeric");
    node.jdbc().execute("alter table job_view drop constraint older");
    node.close();

    node = cluster.start();

    Awaitility.await().untilAsserted(() -> assertThat(get("/api/admin/dead-letters")).isEmpty());
    assertThat(List.of(status(first), status(second))).containsOnly("COMPLETED");
    BigDecimal paid = COST.multiply(BigDecimal.valueOf(2));
    assertThat(money("/api/accounts/PAYER", "spent")).isEqualByComparingTo(paid);
    assertThat(money("/api/stats/overview", "today", "paid")).isEqualByComparingTo(paid);
  }

  @Test
  void aStatisticThatCannotBeKept_stopsNoJobAndNoProvider() {
    node.jdbc().execute("alter table job_minute add constraint p check (completed < 2)");
    node.jdbc().execute("alter table provider_day add constraint p check (jobs < 2)");
    node.jdbc().execute("alter table provider_presence add constraint p check (not online)");
    Story.Provider provider = story.registered("cheap", "OTHER", "1");
    JobId first = story.done("A", provider, Duration.ofHours(1));
    JobId second = story.done("A", provider, Duration.ofHours(1));

    assertThat(List.of(status(first), status(second))).containsOnly("COMPLETED");
    assertThat(money("/api/providers/cheap", "totalEarnings")).isEqualByComparingTo("2");
    assertThat(get("/api/admin/dead-letters")).isEmpty();
    assertThat(get("/api/stats/overview").path("jobs").path("COMPLETED").asInt()).isEqualTo(2);
  }

  private String status(JobId job) {
    return get("/api/jobs/" + job.value()).path("status").asString();
  }

  private BigDecimal money(String path, String... members) {
    JsonNode found = get(path);
    for (String member : members) {
      found = found.isArray() ? found.path(Integer.parseInt(member)) : found.path(member);
    }
    return found.decimalValue();
  }

  private JsonNode get(String path) {
    QueryNode.Answer answer = node.get(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.body();
  }
}
