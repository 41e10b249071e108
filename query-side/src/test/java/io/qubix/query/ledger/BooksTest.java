package io.qubix.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The books of a small market: ANNA pays BERT three times and herself once, CARL pays ANNA. */
class BooksTest {

  private static QueryNode node;
  private static JobId first;
  private static JobId ownJob;
  private static JobId last;

  @BeforeAll
  static void start() {
    QueryNode.Cluster cluster = new QueryNode.Cluster();
    node = cluster.start();
    Story story = new Story(cluster.log);
    Story.Provider bert = story.registered("w-bert", "BERT", "1");
    Story.Provider anna = story.registered("w-anna", "ANNA", "2");
    first = story.done("ANNA", bert, Duration.ofHours(1));
    story.done("ANNA", bert, Duration.ofMinutes(30));
    ownJob = story.done("ANNA", anna, Duration.ofHours(3));
    story.done("CARL", anna, Duration.ofHours(1));
    last = story.done("ANNA", bert, Duration.ofMillis(4));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aStatementShowsTheBalanceAfterEachLine() {
    JsonNode statement = get("/api/accounts/ANNA/statement");

    assertThat(texts(statement.path("lines"), "amount"))
        .containsExactly(
            "-0.000001", "2.000000", "-6.000000", "6.000000", "-0.500000", "-1.000000");
    assertThat(texts(statement.path("lines"), "balance"))
        .containsExactly("0.499999", "0.500000", "-1.500000", "4.500000", "-1.500000", "-1.000000");
    assertThat(statement.path("next").isNull()).isTrue();
    assertThat(statement.path("lines").get(0).path("balance"))
        .isEqualTo(get("/api/accounts/ANNA").path("balance"));
  }

  @Test
  void aStatementGoesOnWhereItEnded_withTheSameBalances() {
    List<String> balances = new ArrayList<>();
    String before = "";
    int pages = 0;
    do {
      JsonNode page = get("/api/accounts/ANNA/statement?limit=2" + before);
      balances.addAll(texts(page.path("lines"), "balance"));
      before = page.path("next").isNull() ? "" : "&before=" + page.path("next").asString();
      pages++;
    } while (!before.isEmpty());

    assertThat(pages).isEqualTo(3);
    assertThat(balances)
        .containsExactly("0.499999", "0.500000", "-1.500000", "4.500000", "-1.500000", "-1.000000");
  }

  @Test
  void bothSidesOfAPaymentToOneself_areOnOnePage() {
    JsonNode page =
        get(
            "/api/accounts/ANNA/statement?limit=1&before="
                + get("/api/accounts/ANNA/statement?limit=2").path("next").asString());

    assertThat(texts(page.path("lines"), "kind")).containsExactly("CONSUMER", "PROVIDER");
    assertThat(texts(page.path("lines"), "transactionId"))
        .containsOnly(JobCompleted.transactionId(ownJob, 1).toString());
  }

  @Test
  void aStrangersStatementIsEmpty() {
    JsonNode statement = get("/api/accounts/STRANGER/statement");

    assertThat(statement.path("lines").size()).isZero();
    assertThat(statement.path("next").isNull()).isTrue();
  }

  @Test
  void everyTransactionNamesItsEvent_andItsPostingsSumToZero() {
    JsonNode page = get("/api/transactions?limit=2");

    assertThat(texts(page.path("transactions"), "amount")).containsExactly("0.000001", "2.000000");
    JsonNode newest = page.path("transactions").get(0);
    assertThat(newest.path("jobId").asString()).isEqualTo(last.value().toString());
    assertThat(newest.path("position").asLong()).isPositive();
    assertThat(texts(newest.path("postings"), "account"))
        .containsExactly("consumer:ANNA", "provider:BERT");
    assertThat(texts(newest.path("postings"), "amount")).containsExactly("-0.000001", "0.000001");

    JsonNode rest = get("/api/transactions?before=" + page.path("next").asString());
    assertThat(texts(rest.path("transactions"), "amount"))
        .containsExactly("6.000000", "0.500000", "1.000000");
    assertThat(rest.path("next").isNull()).isTrue();
    assertThat(rest.path("transactions").get(2).path("jobId").asString())
        .isEqualTo(first.value().toString());
  }

  @Test
  void accountsAreListedByName_andFoundByTheirBeginning() {
    JsonNode page = get("/api/accounts?limit=3");

    assertThat(texts(page.path("accounts"), "account"))
        .containsExactly("consumer:ANNA", "consumer:CARL", "provider:ANNA");
    assertThat(
            texts(
                get("/api/accounts?after=" + page.path("next").asString()).path("accounts"),
                "account"))
        .containsExactly("provider:BERT");
    assertThat(texts(get("/api/accounts?prefix=AN").path("accounts"), "balance"))
        .containsExactly("-7.500001", "8.000000");
    assertThat(texts(get("/api/accounts?kind=provider").path("accounts"), "qubicAddress"))
        .containsExactly("ANNA", "BERT");
    assertThat(get("/api/accounts?prefix=an").path("accounts").size()).isZero();
  }

  @Test
  void bothSidesOfTheTrialBalanceAreTheSame() {
    JsonNode trial = get("/api/ledger/trial-balance");

    assertThat(trial.path("balanced").asBoolean()).isTrue();
    assertThat(texts(trial.path("totals"), "kind")).containsExactly("CONSUMER", "PROVIDER");
    assertThat(texts(trial.path("totals"), "debit")).containsExactly("9.500001", "0.000000");
    assertThat(texts(trial.path("totals"), "credit")).containsExactly("0.000000", "9.500001");
    assertThat(trial.path("debit")).isEqualTo(trial.path("credit"));
  }

  @Test
  void badParametersAreNamed() {
    assertThat(errors("/api/accounts?kind=bank&limit=0")).containsExactly("kind", "limit");
    assertThat(errors("/api/transactions?before=x&limit=501")).containsExactly("before", "limit");
    assertThat(errors("/api/accounts/ANNA/statement?before=" + last.value()))
        .containsExactly("before");
  }

  private static List<String> errors(String path) {
    QueryNode.Answer answer = node.get(path);
    assertThat(answer.status()).isEqualTo(400);
    return texts(answer.body().path("errors"), "field");
  }

  private static JsonNode get(String path) {
    QueryNode.Answer answer = node.get(path);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static List<String> texts(JsonNode list, String member) {
    return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
        .map(i -> list.get(i).path(member).asString())
        .toList();
  }
}
