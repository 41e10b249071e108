package io.qubix.query.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Uuids;
import io.qubix.api.job.JobId;
import io.qubix.api.ledger.Account;
import io.qubix.api.ledger.MovesMoney;
import io.qubix.api.ledger.Transaction;
import io.qubix.api.ledger.Transfer;
import io.qubix.api.money.Money;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.QueryNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The books follow from what events say of money, also for events that no release has. */
class TransfersTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final JobId JOB = JobId.next(AT);

  /** A payment through escrow, with a fee. */
  record Settled(JobId job, QubicAddress consumer, QubicAddress provider, Money price, Money fee)
      implements MovesMoney {

    @Override
    public String stream() {
      return job.toString();
    }

    @Override
    public Transaction transaction() {
      Account escrow = Account.escrow(job);
      Money earned = new Money(price.micros() - fee.micros());
      return new Transaction(
          Uuids.named(job + "/settled"),
          "SETTLEMENT",
          job,
          null,
          AT,
          List.of(
              new Transfer(Account.consumer(consumer), escrow, price),
              new Transfer(escrow, Account.provider(provider), earned),
              new Transfer(escrow, Account.FEES, fee)));
    }
  }

  /** A deposit, which is for no job. */
  record Deposited(QubicAddress consumer, Money amount) implements MovesMoney {

    @Override
    public String stream() {
      return consumer.streamId();
    }

    @Override
    public Transaction transaction() {
      return new Transaction(
          Uuids.named(consumer + "/deposited"),
          "DEPOSIT",
          null,
          null,
          AT,
          List.of(new Transfer(Account.EXTERNAL, Account.consumer(consumer), amount)));
    }
  }

  private static QueryNode node;

  @BeforeAll
  static void start() {
    QueryNode.Cluster cluster = new QueryNode.Cluster();
    node = cluster.start();
    QubicAddress anna = new QubicAddress("ANNA");
    cluster.log.append(anna.streamId(), new Deposited(anna, Money.of("25")));
    cluster.log.append(
        JOB.toString(),
        new Settled(JOB, anna, new QubicAddress("BERT"), Money.of("10"), Money.of("1")));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theTrialBalanceCountsEachKindOfAccount_andBothSidesAreTheSame() {
    JsonNode trial = get("/api/ledger/trial-balance");

    assertThat(trial.path("totals").findValuesAsString("kind"))
        .containsExactly("CONSUMER", "ESCROW", "EXTERNAL", "PLATFORM", "PROVIDER");
    assertThat(trial.path("totals").findValuesAsString("credit"))
        .containsExactly("15.000000", "0.000000", "0.000000", "1.000000", "9.000000");
    assertThat(trial.path("debit").asString()).isEqualTo("25.000000");
    assertThat(trial.path("balanced").asBoolean()).isTrue();
  }

  @Test
  void theStatementNamesTheOtherSide() {
    JsonNode lines = get("/api/accounts/ANNA/statement").path("lines");

    assertThat(lines.findValuesAsString("amount")).containsExactly("-10.000000", "25.000000");
    assertThat(lines.findValuesAsString("balance")).containsExactly("15.000000", "25.000000");
    assertThat(lines.findValuesAsString("counterparty"))
        .containsExactly("escrow:" + JOB.value(), "external");
    assertThat(lines.get(0).path("jobId").asString()).isEqualTo(JOB.value().toString());
    assertThat(lines.get(1).path("jobId").isNull()).isTrue();
  }

  @Test
  void theHistoryTellsTheDirection_whateverTheAccountIsFor() {
    JsonNode history = get("/api/transactions/history/ANNA");

    assertThat(history.findValuesAsString("type")).containsExactly("PAYMENT", "EARNING");
    assertThat(history.findValuesAsString("amount")).containsExactly("10.000000", "25.000000");
  }

  @Test
  void theProviderEarnsItsPart_andNeitherEscrowNorFees() {
    assertThat(get("/api/accounts/BERT").path("earned").asString()).isEqualTo("9.000000");
    assertThat(get("/api/accounts/BERT/statement").path("lines").findValuesAsString("amount"))
        .containsExactly("9.000000");
    JsonNode history = get("/api/transactions/history/BERT");
    assertThat(history.findValuesAsString("type")).containsExactly("EARNING");
    assertThat(history.findValuesAsString("amount")).containsExactly("9.000000");
  }

  @Test
  void aTransactionMoves_whatItsAccountsKeep() {
    JsonNode page = get("/api/transactions").path("transactions");

    assertThat(page.findValuesAsString("type")).containsExactly("SETTLEMENT", "DEPOSIT");
    assertThat(page.get(0).path("amount").asString()).isEqualTo("10.000000");
    assertThat(page.get(0).path("postings").size()).isEqualTo(6);
  }

  @Test
  void accountsOfEveryKindAreListedByName() {
    JsonNode accounts = get("/api/accounts").path("accounts");

    assertThat(accounts.findValuesAsString("account"))
        .containsExactly(
            "consumer:ANNA", "escrow:" + JOB.value(), "external", "platform:fees", "provider:BERT");
    assertThat(accounts.get(1).path("qubicAddress").isNull()).isTrue();
    assertThat(get("/api/accounts?kind=platform").path("accounts").size()).isEqualTo(1);
  }

  private static JsonNode get(String path) {
    QueryNode.Answer answer = node.get(path);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }
}
