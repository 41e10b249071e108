package io.qubix.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Uuids;
import io.qubix.api.job.JobId;
import io.qubix.api.ledger.Account;
import io.qubix.api.ledger.MovesMoney;
import io.qubix.api.ledger.Transaction;
import io.qubix.api.ledger.Transfer;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Books, earnings and statistics follow an event that no release has: it only says its transfers.
 */
class NewKindOfMoneyTest {

  /** A provider gives back a part of what it earned. */
  record Refunded(
      JobId job,
      WorkerId worker,
      QubicAddress earner,
      QubicAddress consumer,
      Money part,
      Instant at)
      implements MovesMoney {

    @Override
    public String stream() {
      return job.toString();
    }

    @Override
    public Transaction transaction() {
      return new Transaction(
          Uuids.named(job + "/refunded"),
          "REFUND",
          job,
          worker,
          at,
          List.of(new Transfer(Account.provider(earner), Account.consumer(consumer), part)));
    }
  }

  /** The platform rewards a worker, for no job. */
  record Rewarded(WorkerId worker, QubicAddress earner, Money amount, Instant at)
      implements MovesMoney {

    @Override
    public String stream() {
      return worker.toString();
    }

    @Override
    public Transaction transaction() {
      return new Transaction(
          Uuids.named(worker + "/rewarded"),
          "REWARD",
          null,
          worker,
          at,
          List.of(new Transfer(Account.FEES, Account.provider(earner), amount)));
    }
  }

  private static final QubicAddress ANNA = new QubicAddress("ANNA");
  private static final QubicAddress BERT = new QubicAddress("BERT");

  private static QueryNode node;
  private static String beforeTheRefund;

  /** Two jobs of 1 QUBIC each, of which 0.4 came back, and a reward of 0.1. */
  @BeforeAll
  static void start() {
    QueryNode.Cluster cluster = new QueryNode.Cluster();
    node = cluster.start();
    Story story = new Story(cluster.log, Instant.now().minusSeconds(60));
    story.registered("idle", "CARL", "3.6");
    Story.Provider provider = story.registered("worker", "BERT", "3.6");
    Story.Provider rival = story.registered("rival", "DORA", "2.88");
    JobId job = story.done("ANNA", provider, Duration.ofSeconds(1000));
    story.done("ANNA", provider, Duration.ofSeconds(1000));
    story.done("EVE", rival, Duration.ofSeconds(2250));
    beforeTheRefund = node.get("/api/providers?sort=earnings&limit=1").next();
    cluster.log.append(
        job.toString(),
        new Refunded(job, provider.workerId(), BERT, ANNA, Money.of("0.4"), story.now()));
    cluster.log.append(
        provider.workerId().toString(),
        new Rewarded(provider.workerId(), BERT, Money.of("0.1"), story.now()));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theBooksHoldIt() {
    assertThat(get("/api/accounts/BERT").path("earned").asString()).isEqualTo("1.700000");
    assertThat(get("/api/accounts/ANNA").path("spent").asString()).isEqualTo("1.600000");
    JsonNode lines = get("/api/accounts/ANNA/statement").path("lines");
    assertThat(lines.findValuesAsString("amount"))
        .containsExactly("0.400000", "-1.000000", "-1.000000");
    assertThat(lines.findValuesAsString("balance"))
        .containsExactly("-1.600000", "-2.000000", "-1.000000");
    assertThat(get("/api/ledger/trial-balance").path("balanced").asBoolean()).isTrue();
  }

  @Test
  void theHistorySaysWhoGaveBack() {
    JsonNode bert = get("/api/transactions/history/BERT?limit=2");
    assertThat(bert.findValuesAsString("type")).containsExactly("EARNING", "PAYMENT");
    assertThat(bert.findValuesAsString("amount")).containsExactly("0.100000", "0.400000");
    assertThat(get("/api/transactions/history/ANNA?limit=1").get(0).path("type").asString())
        .isEqualTo("EARNING");
  }

  @Test
  void theProviderEarnedLess_andDidAsManyJobs() {
    JsonNode provider = get("/api/providers/worker");
    assertThat(provider.path("totalEarnings").asString()).isEqualTo("1.700000");
    assertThat(provider.path("totalJobs").asInt()).isEqualTo(2);

    JsonNode earnings = get("/api/providers/worker/earnings");
    assertThat(earnings.path("totalEarnings").asString()).isEqualTo("1.700000");
    assertThat(earnings.path("jobs").findValuesAsString("amount"))
        .containsExactly("0.100000", "-0.400000", "1.000000", "1.000000");
    assertThat(earnings.path("jobs").get(0).path("jobId").isNull()).isTrue();
  }

  @Test
  void theDaysAddUp() {
    JsonNode days = get("/api/providers/worker/earnings/daily?days=2").path("days");

    assertThat(sum(days, "earned")).isEqualTo(1.7);
    assertThat(sum(days, "jobs")).isEqualTo(2);
    JsonNode owner = get("/api/providers/my/earnings?qubicAddress=BERT");
    assertThat(owner.path("total").asString()).isEqualTo("1.700000");
    assertThat(sum(owner.path("history"), "amount")).isEqualTo(1.7);
  }

  @Test
  void theMinutesAddUp() {
    JsonNode minutes = get("/api/stats/minutes?count=10").path("minutes");

    assertThat(sum(minutes, "paid")).isEqualTo(3.5);
    assertThat(sum(minutes, "completed")).isEqualTo(3);
  }

  @Test
  void aWalkThatBeganBefore_goesOnInItsOrder() {
    assertThat(workers("/api/providers?sort=earnings")).containsExactly("rival", "worker", "idle");
    assertThat(workers(beforeTheRefund.replace("limit=1", "limit=5")))
        .containsExactly("rival", "idle");
    assertThat(workers("/api/providers?sort=jobs")).containsExactly("worker", "rival", "idle");
  }

  @Test
  void aRebuildShowsTheSame() {
    String before = figures();

    for (String name : List.of("ledger", "provider", "job")) {
      assertThat(node.post("/api/admin/projections/" + name + "/replay", "").status())
          .isEqualTo(202);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> get("/api/admin/projections").toString().contains("\"RUNNING\""), is -> !is);
    }

    assertThat(figures()).isEqualTo(before);
    assertThat(get("/api/admin/dead-letters")).isEmpty();
  }

  private static String figures() {
    JdbcTemplate jdbc = node.jdbc();
    get("/api/providers/worker");
    get("/api/stats/overview");
    get("/api/ledger/trial-balance");
    List<String> figures = new ArrayList<>();
    for (String table :
        List.of("ledger_account", "provider_earning", "provider_day", "job_minute")) {
      figures.add(
          jdbc.queryForObject(
              "select json_agg(t order by t::text)::text from " + table + " t", String.class));
    }
    return String.join("\n", figures);
  }

  private static List<String> workers(String path) {
    List<String> workers = new ArrayList<>();
    get(path).forEach(provider -> workers.add(provider.path("workerId").asString()));
    return workers;
  }

  private static double sum(JsonNode rows, String member) {
    double sum = 0;
    for (JsonNode row : rows) {
      sum += row.path(member).asDouble();
    }
    return Math.round(sum * 1e6) / 1e6;
  }

  private static JsonNode get(String path) {
    QueryNode.Answer answer = node.get(path);
    assertThat(answer.status()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.body();
  }
}
