package io.qubix.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;

class LedgerTest {

  private static final QueryNode.Cluster cluster = new QueryNode.Cluster();
  @AutoClose private static final QueryNode node = cluster.start();
  private static final Story story = new Story(cluster.log);

  @Test
  void aPaymentIsAnEarningOfTheOtherSide_andTheBooksSumToZero() {
    Story.Provider provider = story.registered("w-1", "EARNER-A", "1.5");
    JobId job = story.done("PAYER-A", provider, Duration.ofMinutes(30));

    JsonNode payment = node.get("/api/transactions/history/PAYER-A").body();
    JsonNode earning = node.get("/api/transactions/history/EARNER-A").body();

    assertThat(payment.size()).isEqualTo(1);
    assertThat(payment.get(0).path("type").asString()).isEqualTo("PAYMENT");
    assertThat(payment.get(0).path("amount").decimalValue()).isEqualByComparingTo("0.75");
    assertThat(payment.get(0).path("counterparty").asString()).isEqualTo("EARNER-A");
    assertThat(payment.get(0).path("jobId").asString()).isEqualTo(job.value().toString());
    assertThat(payment.get(0).path("id").asString())
        .isEqualTo(JobCompleted.transactionId(job, 1).toString());
    assertThat(earning.get(0).path("type").asString()).isEqualTo("EARNING");
    assertThat(earning.get(0).path("id")).isEqualTo(payment.get(0).path("id"));
    assertStanding("PAYER-A", "", "-0.75", "0", "0.75");
    assertStanding("EARNER-A", "", "0.75", "0.75", "0");
    assertThat(sum("select coalesce(sum(amount), 0) from ledger_posting")).isZero();
    assertThat(sum("select coalesce(sum(balance), 0) from ledger_account")).isZero();
  }

  @Test
  void whoeverPaysItself_hasBothSides_andNeverOnTwoPages() {
    Story.Provider provider = story.registered("w-2", "SELF", "1");
    JobId first = story.done("SELF", provider, Duration.ofHours(1));
    JobId second = story.done("SELF", provider, Duration.ofHours(2));

    assertStanding("SELF", "", "0", "3", "3");
    assertThat(types("")).containsExactly("PAYMENT", "EARNING", "PAYMENT", "EARNING");
    assertThat(types("?limit=3")).containsExactly("PAYMENT", "EARNING");
    assertThat(types("?limit=1")).containsExactly("PAYMENT", "EARNING");
    assertThat(types("?limit=3&before=" + JobCompleted.transactionId(second, 1)))
        .containsExactly("PAYMENT", "EARNING");
    assertThat(types("?before=" + JobCompleted.transactionId(first, 1))).isEmpty();
  }

  @Test
  void aCostOfNothingIsBookedToo() {
    Story.Provider provider = story.registered("w-3", "EARNER-C", "1");
    story.done("PAYER-C", provider, Duration.ZERO);

    assertStanding("PAYER-C", "", "0", "0", "0");
    assertThat(node.get("/api/transactions/history/PAYER-C").body().size()).isEqualTo(1);
  }

  @Test
  void theSameCompletionTwiceInTheLog_isBookedOnce() {
    Story.Provider provider = story.registered("w-4", "EARNER-D", "1");
    JobId job = story.created("PAYER-D", "model");
    story.assigned(job, 1, provider);
    JobCompleted completed = story.completed(job, 1, "PAYER-D", provider, Duration.ofHours(1));
    cluster.log.append(job.toString(), completed);

    assertStanding("PAYER-D", "", "-1", "0", "1");
    assertThat(node.get("/api/transactions/history/PAYER-D").body().size()).isEqualTo(1);
  }

  @Test
  void theBooksCanBeSeenAsTheyStood() {
    Story.Provider provider = story.registered("w-5", "EARNER-E", "1");
    story.done("PAYER-E", provider, Duration.ofHours(1));
    Instant first = story.now();
    story.done("PAYER-E", provider, Duration.ofHours(2));

    assertStanding("PAYER-E", "?at=" + first.minusMillis(1), "0", "0", "0");
    assertStanding("PAYER-E", "?at=" + first, "-1", "0", "1");
    assertStanding("PAYER-E", "", "-3", "0", "3");
    assertThat(node.get("/api/accounts/PAYER-E?at=" + first).body().path("asOf").asString())
        .isEqualTo(first.toString());
  }

  @Test
  void aUserWithoutPaymentsHasZeros_andAStrangerNoAccount() {
    story.created("NEWCOMER", "model");

    assertStanding("NEWCOMER", "", "0", "0", "0");
    assertThat(node.get("/api/accounts/STRANGER").status()).isEqualTo(404);
    assertThat(node.get("/api/transactions/history/STRANGER").body().toString()).isEqualTo("[]");
  }

  @Test
  void badParametersAreNamed() {
    assertThat(node.get("/api/accounts/PAYER-A?at=foo").body().path("errors").get(0).path("field"))
        .hasToString("\"at\"");
    assertThat(node.get("/api/transactions/history/X?limit=abc&before=foo").body().path("errors"))
        .hasSize(2);
    assertThat(node.get("/api/accounts/" + "X".repeat(129)).status()).isEqualTo(400);
  }

  @Test
  void postingsThatDoNotSumToZero_areRefusedByTheTable() {
    String insert =
        "insert into ledger_posting (transaction_id, line, account, amount, position, at)"
            + " values ('00000000-0000-0000-0000-000000000000', 0, 'external', 1, 0, now())";

    assertThatThrownBy(() -> node.jdbc().update(insert))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  private static void assertStanding(
      String address, String at, String balance, String earned, String spent) {
    JsonNode standing = node.get("/api/accounts/" + address + at).body();
    assertThat(standing.path("balance").decimalValue()).isEqualByComparingTo(balance);
    assertThat(standing.path("earned").decimalValue()).isEqualByComparingTo(earned);
    assertThat(standing.path("spent").decimalValue()).isEqualByComparingTo(spent);
  }

  private static List<String> types(String query) {
    return node.get("/api/transactions/history/SELF" + query).body().findValuesAsString("type");
  }

  private static long sum(String sql) {
    return node.jdbc().queryForObject(sql, Long.class);
  }
}
