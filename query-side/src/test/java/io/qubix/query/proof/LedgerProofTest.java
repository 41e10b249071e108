package io.qubix.query.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.ExampleEvents;
import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCompletedBuilder;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobCreatedBuilder;
import io.qubix.api.ledger.MovesMoney;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.money.Money;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.log.name.EventNames;
import io.qubix.query.projection.row.ReadModelJson;
import io.qubix.query.proof.ExpectedBooking.Movement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

class LedgerProofTest {

  private static final Instant AT = Instant.parse("2026-11-23T17:36:00.123Z");
  private static final Duration WORKED = Duration.ofMillis(1_234_567);

  /** 1234.567 s at 2.5 an hour. */
  private static final Money COST = Money.of("0.857338");

  private static HikariDataSource database;
  private static JdbcClient jdbc;

  private final RecordedLog log = new RecordedLog();
  private final LedgerProof proof = new LedgerProof(log, database);

  @BeforeAll
  static void migrate() {
    database = TestDatabase.pool();
    Flyway.configure().dataSource(database).locations("classpath:db/query").load().migrate();
    jdbc = JdbcClient.create(database);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void emptyBooks() {
    jdbc.sql("truncate ledger_transaction, ledger_posting, ledger_account").update();
    passed(0);
  }

  @Test
  void nothingHappened_andTheBooksAreEmpty() {
    jdbc.sql("update projection set position = -1 where name = 'ledger'").update();

    assertThat(proof.prove()).isEqualTo(new LedgerProof.Verdict(true, 0, 0, 0, 0, List.of(), 0));
  }

  @Test
  void honestBooks_agree() {
    paidJob("ALICE", "bob");
    paidJob("ALICE", "carol");
    JobId retried = JobId.next(AT);
    log.append(assigned(retried, 1, "bob"));
    log.append(
        new JobAttemptFailed(
            retried, 1, new WorkerId("bob"), FailureCause.REPORTED, "oops", true, 1, null, AT));
    log.append(assigned(retried, 2, "carol"));
    book(completed(retried, 2, "ALICE", "carol"));

    LedgerProof.Verdict verdict = proof.prove();

    assertThat(verdict).isEqualTo(new LedgerProof.Verdict(true, 8, 8, 3, 3, List.of(), 0));
  }

  @Test
  void eventsBeyondTheBooks_areLeftForTheNextProof() {
    paidJob("ALICE", "bob");
    JobId later = JobId.next(AT);
    log.append(assigned(later, 1, "bob"));
    log.append(completed(later, 1, "ALICE", "bob"));

    assertThat(proof.prove().agrees()).isTrue();
    assertThat(proof.prove().position()).isEqualTo(2);
  }

  @Test
  void anAlteredAmount_isNamed_withItsTransaction() {
    JobCompleted paid = paidJob("ALICE", "bob");

    jdbc.sql("update ledger_posting set amount = amount + 1 where account = 'provider:BOB'")
        .update();

    assertDifferences(
        new Difference(
            "provider:BOB",
            paid.transactionId(),
            paid.jobId().value(),
            2L,
            "the amount of a posting",
            new BigDecimal("0.857338"),
            new BigDecimal("0.857339")),
        new Difference(
            null,
            paid.transactionId(),
            paid.jobId().value(),
            2L,
            "the postings of a transaction do not sum to zero",
            new BigDecimal("0.000000"),
            new BigDecimal("0.000001")));
  }

  @Test
  void anAlteredAccount_isNamed_withTheOneThatShouldBeThere() {
    JobCompleted paid = paidJob("ALICE", "bob");

    jdbc.sql("update ledger_posting set account = 'provider:EVE' where account = 'provider:BOB'")
        .update();

    UUID id = paid.transactionId();
    UUID job = paid.jobId().value();
    BigDecimal amount = new BigDecimal("0.857338");
    assertDifferences(
        new Difference("provider:EVE", id, job, 2L, "a posting without cause", null, amount),
        new Difference("provider:BOB", id, job, 2L, "a posting is missing", amount, null));
  }

  @Test
  void alteredWords_areNamed() {
    paidJob("ALICE", "bob");
    paidJob("ALICE", "bob");
    jdbc.sql("update ledger_posting set counterparty = 'x' where account = 'provider:BOB'")
        .update();
    jdbc.sql("update ledger_transaction set type = 'GIFT' where position = 2").update();
    jdbc.sql("update ledger_transaction set job_id = ? where position = 4")
        .param(UUID.randomUUID())
        .update();

    assertThat(proof.prove().differences())
        .extracting(Difference::position, Difference::what)
        .containsExactly(
            tuple(2L, "the type of a transaction"),
            tuple(2L, "the counterparty of a posting"),
            tuple(4L, "the job of a transaction"),
            tuple(4L, "the counterparty of a posting"));
  }

  @Test
  void aMissingTransaction_isNamed_andSoAreItsPostingsAlone() {
    JobCompleted first = paidJob("ALICE", "bob");
    JobCompleted second = paidJob("ALICE", "bob");
    jdbc.sql("delete from ledger_posting where position = 2").update();
    jdbc.sql("delete from ledger_transaction").update();

    assertDifferences(
        new Difference(
            null,
            first.transactionId(),
            first.jobId().value(),
            2L,
            "the transaction is missing",
            new BigDecimal("0.857338"),
            null),
        new Difference(
            null,
            second.transactionId(),
            second.jobId().value(),
            4L,
            "the transaction is missing, though its postings are there",
            null,
            null));
  }

  @Test
  void aMissingPosting_isNamed() {
    JobCompleted paid = paidJob("ALICE", "bob");
    jdbc.sql("delete from ledger_posting").update();

    UUID id = paid.transactionId();
    assertThat(proof.prove().differences())
        .extracting(Difference::transactionId, Difference::account, Difference::what)
        .containsExactlyInAnyOrder(
            tuple(id, "consumer:ALICE", "a posting is missing"),
            tuple(id, "provider:BOB", "a posting is missing"));
  }

  @Test
  void anExtraTransaction_isNamed_whereverItIs() {
    paidJob("ALICE", "bob");
    JobId invented = JobId.next(AT);
    JobCompleted never = completed(invented, 1, "ALICE", "bob");
    post(never, 1);
    JobCompleted neverEither = completed(JobId.next(AT), 1, "ALICE", "bob");
    post(neverEither, 9);

    assertThat(proof.prove().differences())
        .extracting(Difference::transactionId, Difference::position, Difference::what)
        .startsWith(
            tuple(never.transactionId(), 1L, "a transaction without cause"),
            tuple(neverEither.transactionId(), 9L, "a transaction without cause"));
  }

  @Test
  void alteredBalances_areNamed_andSoAreMissingAndInventedAccounts() {
    paidJob("ALICE", "bob");
    jdbc.sql("update ledger_account set balance = balance + 5 where account = 'provider:BOB'")
        .update();
    jdbc.sql("delete from ledger_account where account = 'consumer:ALICE'").update();
    jdbc.sql("insert into ledger_account values ('provider:EVE', 1000000)").update();

    String what = "the balance of an account";
    assertThat(proof.prove().differences())
        .containsExactlyInAnyOrder(
            new Difference(
                "provider:BOB",
                null,
                null,
                null,
                what,
                new BigDecimal("0.857338"),
                new BigDecimal("0.857343")),
            new Difference(
                "consumer:ALICE", null, null, null, what, new BigDecimal("-0.857338"), null),
            new Difference(
                "provider:EVE", null, null, null, what, null, new BigDecimal("1.000000")));
  }

  @Test
  void anEventWhoseCostWasAltered_isNamed() {
    JobCompleted paid = paidJob("ALICE", "bob");

    log.alter(2, "cost", "0.857339");

    assertDifferences(
        new Difference(
            null,
            null,
            paid.jobId().value(),
            2L,
            "the cost does not follow from the duration and the price at assignment",
            new BigDecimal("0.857338"),
            new BigDecimal("0.857339")));
  }

  @Test
  void aChargeAtTheMostThatTheJobMayCost_agrees_andOneMicroMoreOrLessIsNamed() {
    Money most = new Money(COST.micros() - 1);
    JobId job = JobId.next(AT);
    log.append(createdUpTo(job, most));
    log.append(assigned(job, 1, "bob"));
    book(JobCompletedBuilder.builder(completed(job, 1, "ALICE", "bob")).cost(most).build());
    assertThat(proof.prove().differences()).isEmpty();

    for (Money altered : List.of(COST, new Money(most.micros() - 1))) {
      log.alter(3, "cost", altered.toString());
      assertDifferences(
          new Difference(
              null,
              null,
              job.value(),
              3L,
              "the cost does not follow from the duration and the price at assignment",
              most.toQubic(),
              altered.toQubic()));
    }
  }

  @Test
  void aJobThatMayCostMore_isChargedThePriceOfItsTime() {
    JobId job = JobId.next(AT);
    log.append(createdUpTo(job, COST));
    log.append(assigned(job, 1, "bob"));
    log.append(
        new JobAttemptFailed(
            job, 1, new WorkerId("bob"), FailureCause.REPORTED, "oops", true, 1, null, AT));
    log.append(assigned(job, 2, "bob"));
    book(completed(job, 2, "ALICE", "bob"));

    assertThat(proof.prove().differences()).isEmpty();
  }

  @Test
  void anEventWhosePriceEarnerOrWorkerWasAltered_isNamed() {
    paidJob("ALICE", "bob");

    log.alter(2, "pricePerHour", "250");
    log.alter(2, "earner", "'EVE'");
    log.alter(2, "worker", "'eve'");

    assertThat(proof.prove().differences())
        .extracting(Difference::what, Difference::expected, Difference::found)
        .containsExactly(
            tuple(
                "the job was completed by a worker that had not the attempt",
                "bob, attempt 1",
                "eve, attempt 1"),
            tuple("the earner is not the assigned provider's", "BOB", "EVE"),
            tuple(
                "the price is not that of the assignment",
                new BigDecimal("2.500000"),
                new BigDecimal("250.000000")));
  }

  @Test
  void anAlteredDuration_isNamed_whereverItsCostShows() {
    paidJob("ALICE", "bob");

    log.alter(2, "duration", "'PT1H'");

    assertThat(proof.prove().differences())
        .extracting(Difference::account, Difference::what)
        .contains(
            tuple(null, "the cost does not follow from the duration and the price at assignment"),
            tuple("provider:BOB", "the amount of a posting"),
            tuple("provider:BOB", "the balance of an account"));
  }

  @Test
  void aJobCompletedTwice_isNamed() {
    JobCompleted paid = paidJob("ALICE", "bob");
    passed(log.append(paid));

    assertDifferences(
        new Difference(
            null,
            null,
            paid.jobId().value(),
            3L,
            "the job was completed twice",
            null,
            "bob, attempt 1"));
  }

  @Test
  void aSecondAssignmentOfADoneJob_isNamed_andSoIsItsPayment() {
    JobCompleted paid = paidJob("ALICE", "bob");
    log.append(assigned(paid.jobId(), 2, "bob"));
    book(completed(paid.jobId(), 2, "ALICE", "bob"));

    assertThat(proof.prove().differences())
        .extracting(Difference::what)
        .containsExactly(
            "the job was assigned out of turn",
            "the job was completed twice",
            "a transaction without cause",
            "the balance of an account",
            "the balance of an account");
  }

  @Test
  void aCompletionAfterTheAttemptWasLost_isNamed() {
    JobId job = JobId.next(AT);
    log.append(assigned(job, 1, "bob"));
    log.append(
        new JobAttemptFailed(
            job, 1, new WorkerId("bob"), FailureCause.PROVIDER_LOST, "lost", true, 0, null, AT));
    passed(log.append(completed(job, 1, "ALICE", "bob")));

    assertThat(proof.prove().differences())
        .extracting(Difference::what)
        .containsExactly("the job was completed by a worker that had not the attempt");
  }

  @Test
  void anEventThatCantBeRead_isNamed_andTheProofGoesOn() {
    paidJob("ALICE", "bob");
    paidJob("ALICE", "carol");
    log.alter(2, "cost", "'much'");

    assertThat(proof.prove().differences())
        .first()
        .isEqualTo(
            new Difference(
                null, null, null, 2L, "the event can't be read", null, "not an amount: \"much\""));
  }

  @Test
  void everyEventThatMovesMoney_hasARule() {
    assertThat(EventNames.RELEASED.all())
        .filteredOn(name -> MovesMoney.class.isAssignableFrom(EventNames.RELEASED.type(name)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(BookingsByEvents.RULES).containsKey(EventNames.brief(name)));
  }

  /** The rule is all that the audit needs. */
  @Test
  void aNewKindOfEvent_isAuditedByItsRule() {
    JobCompleted paid = paidJob("ALICE", "bob");
    UUID job = paid.jobId().value();
    UUID refund = UUID.randomUUID();
    BigInteger part = BigInteger.valueOf(857);
    Map<String, MoneyRule> rules = new HashMap<>(BookingsByEvents.RULES);
    rules.put(
        "Refunded",
        (event, known) ->
            new ExpectedBooking(
                refund,
                event.position(),
                "REFUND",
                job,
                List.of(
                    new Movement(
                        "provider:BOB",
                        "escrow:" + job,
                        Charge.micros(event.payload().path("part"))),
                    new Movement("escrow:" + job, "consumer:ALICE", part))));
    LedgerProof withRefunds = new LedgerProof(log, database, rules);
    long position =
        log.append(paid.jobId().toString(), "Refunded", ReadModelJson.read("{\"part\": 0.000857}"));
    passed(position);
    assertThat(withRefunds.prove().differences())
        .extracting(Difference::transactionId, Difference::what)
        .contains(tuple(refund, "the transaction is missing"));

    jdbc.sql("insert into ledger_transaction values (?, ?, 'REFUND', ?, now())")
        .params(refund, position, job)
        .update();
    jdbc.sql(
            """
            insert into ledger_posting values
              (:id, 0, 'provider:BOB', -857, :escrow, :position, now()),
              (:id, 1, :escrow, 857, 'provider:BOB', :position, now()),
              (:id, 2, :escrow, -857, 'consumer:ALICE', :position, now()),
              (:id, 3, 'consumer:ALICE', 857, :escrow, :position, now())
            """)
        .param("id", refund)
        .param("escrow", "escrow:" + job)
        .param("position", position)
        .update();
    balance("provider:BOB", new Money(-857));
    balance("escrow:" + job, Money.ZERO);
    balance("consumer:ALICE", new Money(857));

    assertThat(withRefunds.prove())
        .isEqualTo(new LedgerProof.Verdict(true, 3, 3, 2, 3, List.of(), 0));
    assertThat(proof.prove().differences())
        .extracting(Difference::transactionId, Difference::what)
        .contains(tuple(refund, "a transaction without cause"));
  }

  @Test
  void ofManyDifferences_theFirstThousandAreShown_andAllAreCounted() {
    jdbc.sql(
            """
            insert into ledger_account
            select 'provider:' || n, 1 from generate_series(1, 1500) as n
            """)
        .update();

    LedgerProof.Verdict verdict = proof.prove();

    assertThat(verdict.differences()).hasSize(1_000);
    assertThat(verdict.totalDifferences()).isEqualTo(1_500);
  }

  @Test
  void theBooksBeingAway_isUnavailable() {
    HikariDataSource closed = TestDatabase.pool();
    closed.close();

    assertThatThrownBy(() -> new LedgerProof(log, closed).prove())
        .isInstanceOf(Rejection.Unavailable.class);
  }

  @Test
  void booksThatCannotBeReadAtAnyTime_areAFaultOfOurs() {
    try (HikariDataSource withoutTables = TestDatabase.pool()) {
      assertThatThrownBy(() -> new LedgerProof(log, withoutTables).prove())
          .isInstanceOf(UncategorizedSQLException.class)
          .rootCause()
          .hasMessageContaining("\"projection\" does not exist");
    }
  }

  private void assertDifferences(Difference... differences) {
    LedgerProof.Verdict verdict = proof.prove();
    assertThat(verdict.differences()).containsExactlyInAnyOrder(differences);
    assertThat(verdict.agrees()).isFalse();
  }

  private JobCompleted paidJob(String consumer, String worker) {
    JobId job = JobId.next(AT);
    log.append(assigned(job, 1, worker));
    JobCompleted completed = completed(job, 1, consumer, worker);
    book(completed);
    return completed;
  }

  private static JobCreated createdUpTo(JobId job, Money most) {
    return JobCreatedBuilder.builder(ExampleEvents.of(JobCreated.class))
        .jobId(job)
        .terms(JobTermsBuilder.builder(JobTerms.NONE).maxTotalCost(most).build())
        .build();
  }

  private static JobAssigned assigned(JobId job, int attempt, String worker) {
    ProviderTerms terms =
        new ProviderTerms(
            UUID.randomUUID(),
            new WorkerId(worker),
            addressOf(worker),
            null,
            null,
            Money.of("2.5"));
    DecisionReceipt receipt = new DecisionReceipt("test/1", 1, List.of(), Map.of(), List.of());
    return new JobAssigned(job, attempt, terms, receipt, AT);
  }

  private static JobCompleted completed(JobId job, int attempt, String consumer, String worker) {
    return new JobCompleted(
        job,
        attempt,
        new QubicAddress(consumer),
        new WorkerId(worker),
        addressOf(worker),
        Money.of("2.5"),
        WORKED,
        COST,
        null,
        null,
        AT);
  }

  private static QubicAddress addressOf(String worker) {
    return new QubicAddress(worker.toUpperCase(Locale.ROOT));
  }

  /** Lets it happen, and be booked. */
  private void book(JobCompleted event) {
    long position = log.append(event);
    post(event, position);
    balance("consumer:" + event.consumer(), event.cost().negated());
    balance("provider:" + event.earner(), event.cost());
    passed(position);
  }

  private static void post(JobCompleted event, long position) {
    String consumer = "consumer:" + event.consumer();
    String provider = "provider:" + event.earner();
    jdbc.sql("insert into ledger_transaction values (?, ?, 'JOB_PAYMENT', ?, ?)")
        .params(event.transactionId(), position, event.jobId().value(), AT.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            """
            insert into ledger_posting values
              (:id, 0, :consumer, -:cost, :provider, :position, :at),
              (:id, 1, :provider, :cost, :consumer, :position, :at)
            """)
        .param("id", event.transactionId())
        .param("consumer", consumer)
        .param("provider", provider)
        .param("cost", event.cost().micros())
        .param("position", position)
        .param("at", AT.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static void balance(String account, Money amount) {
    jdbc.sql(
            """
            insert into ledger_account values (?, ?)
            on conflict (account) do update set balance = ledger_account.balance + excluded.balance
            """)
        .params(account, amount.micros())
        .update();
  }

  private static void passed(long position) {
    jdbc.sql("update projection set position = ? where name = 'ledger'").param(position).update();
  }
}
