package io.qubix.command.matching;

import static io.qubix.command.matching.BookFixture.match;
import static io.qubix.command.matching.Market.MACHINE;
import static io.qubix.command.matching.Market.START;
import static io.qubix.command.matching.Market.assigned;
import static io.qubix.command.matching.Market.cancelled;
import static io.qubix.command.matching.Market.completed;
import static io.qubix.command.matching.Market.cooledDown;
import static io.qubix.command.matching.Market.coolingDown;
import static io.qubix.command.matching.Market.created;
import static io.qubix.command.matching.Market.job;
import static io.qubix.command.matching.Market.leftWaiting;
import static io.qubix.command.matching.Market.notBefore;
import static io.qubix.command.matching.Market.priced;
import static io.qubix.command.matching.Market.priority;
import static io.qubix.command.matching.Market.registered;
import static io.qubix.command.matching.Market.requeued;
import static io.qubix.command.matching.Market.reserved;
import static io.qubix.command.matching.Market.second;
import static io.qubix.command.matching.Market.timedOut;
import static io.qubix.command.matching.Market.vram;
import static io.qubix.command.matching.Market.wentOffline;
import static io.qubix.command.matching.Market.wentOnline;
import static io.qubix.command.matching.Market.worker;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.command.EndOverdue;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobCreatedBuilder;
import io.qubix.api.market.MarketState;
import io.qubix.api.market.MarketSwitched;
import io.qubix.api.matching.Cheapest;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.DecisionReceipt.LeftOut;
import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.JobOrder;
import io.qubix.api.matching.Requirements;
import io.qubix.api.matching.RequirementsBuilder;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.command.WakeProvider;
import io.qubix.api.provider.event.ProviderDeregistered;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderBookTest {

  private final BookFixture market = new BookFixture();

  @Test
  void theCheapestProviderGetsTheJob() {
    market.given(registered(1, "2"), registered(2, "1"), created(1)).expect(match(1, 2));
  }

  @Test
  void atOnePriceTheOneWithFewestJobsGetsIt() {
    market.given(
        registered(1, "1"),
        registered(2, "1"),
        reserved(worker(1), job(9), 1),
        completed(worker(1), job(9), 1, second(1)),
        created(1));

    market.expect(match(1, 2));
  }

  @Test
  void otherwiseEqual_theLongestIdleGetsIt() {
    market.given(
        registered(worker(1), "1", MACHINE, null, second(5)),
        registered(worker(2), "1", MACHINE, null, second(4)),
        created(1));

    market.expect(match(1, 2));
  }

  @Test
  void theOldestJobGoesFirst() {
    market.given(created(2), created(1)).expect().expectTold(1, 2);

    market.given(registered(1, "1")).expect(match(1, 1));
    market.given(registered(2, "1")).expect(match(2, 2));
  }

  @Test
  void aProviderAtTheHighestPriceWillDo_aDearerOneNot() {
    market.given(created(1, "1.5", null), registered(1, "1.500001")).expect();
    market.given(registered(2, "1.5")).expect(match(1, 2));
  }

  @Test
  void aProviderThatBecomesCheapEnoughGetsTheJob() {
    market.given(created(1, "1", null), registered(1, "2")).expect();
    market.given(priced(worker(1), "1")).expect(match(1, 1));
  }

  @Test
  void whatAJobAsksOfTheMachineMustBeThere() {
    market.given(
        created(1, null, vram(24.1)),
        created(2, null, new Requirements("rtx 5090", null, null, null)),
        created(3, null, new Requirements(null, null, 65.0, null)),
        created(4, null, new Requirements(null, null, null, "Oslo")),
        created(5, null, new Requirements("rtx 4090", 24.0, 64.0, "BERLIN")),
        registered(worker(1), "1", MACHINE, "Berlin", second(0)));

    market.expect(match(5, 1)).expectTold(1, 2, 3, 4);
  }

  @Test
  void whatAJobAsksOfTheProviderMustBeThere_andTheReceiptSaysWhatIsNot() {
    Hardware four = new Hardware("RTX 4090", 24.0, 4, null, 16, 64.0);
    Serving llama = new Serving(List.of("whisper", "Llama"), Map.of("tier", "gold"));
    Serving other = new Serving(List.of("whisper"), llama.labels());
    Serving silver = new Serving(llama.modelTypes(), Map.of("tier", "silver"));
    Requirements asked =
        RequirementsBuilder.builder()
            .gpuCount(4)
            .minCpuCores(16)
            .labels(Map.of("tier", "gold"))
            .notProviders(List.of(worker(4)))
            .build();
    market.given(
        registered(worker(1), "1", new Hardware("A", 1.0, 3, null, 16, 1.0), llama, null, START),
        registered(worker(2), "1", new Hardware("A", 1.0, 4, null, 15, 1.0), llama, null, START),
        registered(worker(3), "1", four, silver, null, START),
        registered(worker(4), "1", four, llama, null, START),
        registered(worker(5), "1", four, other, null, START),
        registered(worker(6), "2", four, llama, null, START),
        JobCreatedBuilder.builder(created(1, null, asked)).modelType("LLAMA").build());

    var receipt = market.expect(match(1, 6)).matches.get(0).receipt();

    assertThat(receipt.leftOutExamples())
        .extracting(out -> out.reason())
        .containsExactly(
            Reason.GPU_COUNT,
            Reason.CPU_CORES,
            Reason.LABEL,
            Reason.EXCLUDED,
            Reason.MODEL_NOT_SERVED);
  }

  @Test
  void aJobForNamedProviders_waitsForOneOfThem() {
    Requirements asked =
        RequirementsBuilder.builder().onlyProviders(List.of(worker(2), worker(3))).build();
    market.given(registered(1, "1"), created(1, null, asked)).expect();
    market.given(registered(3, "9")).expect(match(1, 3));
  }

  @Test
  void aProviderThatNamesAnotherModel_isPassedOver_untilItServesTheJobs() {
    Serving other = new Serving(List.of("other"), Map.of());
    market.given(created(1), registered(worker(1), "1", MACHINE, other, null, START)).expect();
    market.given(registered(1, "1")).expect(match(1, 1));
  }

  @Test
  void aMachineThatSaysNothingOfItselfGetsOnlyJobsThatAskNothing() {
    var unknown = new io.qubix.api.provider.Hardware(null, null, null, null, null);
    market.given(
        created(1, null, vram(0)),
        created(2, null, new Requirements("", null, null, null)),
        created(3),
        registered(worker(1), "1", unknown, null, second(0)));

    market.expect(match(3, 1));
  }

  @Test
  void anOfflineProviderGetsNothing() {
    market.given(registered(1, "1"), wentOffline(worker(1)), created(1)).expect();
    market.given(wentOnline(worker(1), second(9))).expect(match(1, 1));
  }

  @Test
  void whoFailedAJobDoesNotGetItAgain_untilTheDeadline() {
    market
        .given(registered(1, "1"), created(1))
        .expect(match(1, 1))
        .given(assigned(job(1), 1, worker(1)), reserved(worker(1), job(1), 1));
    market.given(
        new JobAttemptFailed(
            job(1),
            1,
            worker(1),
            FailureCause.REPORTED,
            "no",
            /* willRetry= */ true,
            1,
            null,
            second(1)),
        completed(worker(1), job(1), 1, second(1)));

    market.expect(); // not yet on the market

    market.given(requeued(job(1), 2, worker(1))).expect().expectTold(1);
    market.given(leftWaiting(job(1), 2)).expect().expectTold();
    market.given(timedOut(job(1), 2)).expect(match(1, 1));
    assertThat(market.matches.get(0).job().attempt()).isEqualTo(2);
  }

  @Test
  void theNextAttemptWaitsAnew() {
    market
        .given(created(1), leftWaiting(job(1), 1), timedOut(job(1), 1))
        .given(assigned(job(1), 1, worker(1)), requeued(job(1), 2, worker(1)))
        .given(registered(1, "1"))
        .expect()
        .expectTold(1);
  }

  @Test
  void aJobIsToldToWaitOnce() {
    market.given(created(1)).expect().expectTold(1);
    market.given(registered(1, "1"), wentOffline(worker(1))).expect().expectTold();
  }

  @Test
  void whatWasMatchedIsMatchedNoMore_beforeAndAfterTheEventsOfIt() {
    market.given(created(1), created(2), registered(1, "1")).expect(match(1, 1)).expect();
    market.given(assigned(job(1), 1, worker(1)), reserved(worker(1), job(1), 1)).expect();
    market.given(completed(worker(1), job(1), 1, second(1))).expect(match(2, 1));
  }

  @Test
  void whatWasMatchedStaysOut_whenAnOlderEventComesAfterTheDecision() {
    market.given(created(1)).expect();
    market.given(registered(1, "1")).expect(match(1, 1));
    market.given(leftWaiting(job(1), 1), priced(worker(1), "2"), registered(2, "1")).expect();
  }

  @Test
  void aProviderThatIsNotFree_losesTheJobToTheNextBest_untilItIsHeardOf() {
    market.given(created(1), registered(1, "1"), registered(2, "2")).expect(match(1, 1));
    market.book.refusedByProvider(market.matches.get(0), 99);

    market.expect(match(1, 2));
    market.given(created(2)).expect();
    market.given(priced(worker(1), "3")).expect(match(2, 1));
  }

  @Test
  void aProviderGetsAsManyJobsInOneRoundAsItHasFreeSlots() {
    market.given(
        registered(1, "1", 4),
        reserved(worker(1), job(9), 1),
        registered(2, "2"),
        created(1),
        created(2),
        created(3),
        created(4),
        created(5));

    market.expect(match(1, 1), match(2, 1), match(3, 1), match(4, 2)).expectTold(5);
  }

  @Test
  void slotsWhoseEventsAreStillToCome_areGivenAwayOnce() {
    market.given(created(1), created(2), registered(1, "1", 2)).expect(match(1, 1), match(2, 1));
    market.given(reserved(worker(1), job(2), 1), created(3), priced(worker(1), "2")).expect();
    market.given(reserved(worker(1), job(1), 1)).expect();
    market.given(completed(worker(1), job(2), 1, second(1))).expect(match(3, 1));
  }

  @Test
  void fewerSlotsThanAreHeld_takeNoMoreUntilItFits() {
    market.given(
        registered(1, "1", 3),
        reserved(worker(1), job(7), 1),
        reserved(worker(1), job(8), 1),
        registered(1, "1", 1),
        created(1));
    market.expect();
    market.given(completed(worker(1), job(8), 1, second(1))).expect();
    market.given(completed(worker(1), job(7), 1, second(1))).expect(match(1, 1));
  }

  @Test
  void aRefusedSlot_keepsItsProviderOut_untilAnEventThatWasNotExpected() {
    market
        .given(created(1), created(2), registered(1, "1", 3), registered(2, "2", 3))
        .expect(match(1, 1), match(2, 1));
    market.book.refusedByProvider(market.matches.get(1), 99);
    market.expect(match(2, 2));
    market.given(reserved(worker(1), job(1), 1), created(3)).expect(match(3, 2));
    market.given(priced(worker(1), "1.5"), created(4)).expect(match(4, 1));
  }

  @Test
  void aJobThatIsGone_leavesItsSlotToTheNext() {
    market.given(created(1), created(2), registered(1, "1", 2)).expect(match(1, 1), match(2, 1));
    market.book.refusedByJob(market.matches.get(0), 99);

    market.given(created(3), created(4)).expect(match(3, 1));
  }

  @Test
  void aNewJob_isOfferedToASlotThatIsLeft_oneAfterTheOther() {
    market.given(registered(1, "1", 2)).expect();
    Match first = market.book.matchNew(created(1));
    Match second = market.book.matchNew(created(2));
    assertThat(first.provider().workerId()).isEqualTo(worker(1));
    assertThat(second.provider().workerId()).isEqualTo(worker(1));
    assertThat(market.book.matchNew(created(3))).isNull();

    market.book.takeBack(second);
    market.given(created(1), reserved(worker(1), job(1), 1), assigned(job(1), 1, worker(1)));
    market.given(created(4)).expect(match(4, 1));
  }

  @Test
  void aJobThatIsGone_leavesItsProviderToTheNext() {
    market.given(created(1), created(2), registered(1, "1")).expect(match(1, 1));
    market.book.refusedByJob(market.matches.get(0), 99);

    market.expect(match(2, 1));
    market.given(registered(2, "1")).expect();
    market.given(leftWaiting(job(1), 1)).expect(match(1, 2));
  }

  @Test
  void aRefusalThatNoEventExplains_isForgiven() {
    market.given(created(1), registered(1, "1")).expect(match(1, 1));
    market.book.refusedByJob(market.matches.get(0), 3);
    market.book.forgiveUnexplainedRefusals();
    market.expect();

    market.given(created(2, "0.5", null));
    market.book.forgiveUnexplainedRefusals();
    market.expect(match(1, 1));
  }

  @Test
  void aCancelledJobIsForgotten() {
    market.given(created(1), cancelled(job(1)), registered(1, "1")).expect().expectTold();
    assertThat(market.book.openJobs()).isZero();
    assertThat(market.book.drainChanges().over()).containsExactly(job(1));
  }

  @Test
  void aBookMadeOfWhatWasKept_decidesTheSame() {
    market.given(created(1, "2", vram(16)), created(2), registered(1, "2"), wentOffline(worker(1)));
    BookChanges kept = market.book.drainChanges();
    OrderBook again =
        OrderBook.of(
            new Cheapest(), JobOrder.OLDEST, market.clock, 4, kept.jobs(), kept.providers());

    again.apply(5, wentOnline(worker(1), second(7)));

    market.given(wentOnline(worker(1), second(7)));
    assertThat(again.match(9)).isEqualTo(market.matched().matches).hasSize(1);
  }

  @Test
  void theReceiptSaysWhoWasConsideredAndWhy() {
    market.given(
        created(1, "3", vram(16)),
        requeued(job(1), 2, worker(2)),
        registered(
            worker(1),
            "1",
            new io.qubix.api.provider.Hardware("A", 8.0, null, null, null),
            null,
            second(0)),
        registered(2, "1"),
        registered(3, "2"),
        registered(4, "3"),
        registered(5, "4"),
        registered(6, "5"));

    var receipt = market.expect(match(1, 3)).matches.get(0).receipt();

    assertThat(receipt.policy()).isEqualTo("cheapest-then-idle/1");
    assertThat(receipt.considered()).isEqualTo(6);
    assertThat(receipt.best())
        .extracting(best -> best.workerId())
        .containsExactly(worker(3), worker(4));
    assertThat(receipt.leftOut().toString())
        .isEqualTo("{TOO_EXPENSIVE=2, VRAM=1, FAILED_IT_BEFORE=1}");
    assertThat(receipt.leftOutExamples())
        .extracting(out -> out.workerId())
        .isEqualTo(List.of(worker(1), worker(2)));
  }

  @Test
  void theReceiptNamesThreeAndStopsThere() {
    market.given(
        created(1), registered(1, "1"), registered(2, "2"), registered(3, "3"), registered(4, "4"));

    var receipt = market.expect(match(1, 1)).matches.get(0).receipt();

    assertThat(receipt.best()).hasSize(3);
    assertThat(receipt.leftOut()).isEmpty();
  }

  @Test
  void aJobThatMayNotBeOfferedYet_isMatchedWhenItIsDue() {
    market.given(registered(1, "1"), notBefore(second(30), created(1))).expect().expectTold();
    assertThat(market.book.dueIn()).isEqualTo(Duration.ofSeconds(30));

    market.clock.advance(Duration.ofMillis(29_900));
    market.expect().expectTold();
    market.clock.advance(Duration.ofMillis(100));

    assertThat(market.book.dueIn()).isZero();
    market.expect(match(1, 1));
    assertThat(market.book.dueIn()).isNull();
  }

  @Test
  void aJobThatIsDue_andFitsNoProvider_isToldThen() {
    market.given(notBefore(second(30), created(1))).expect().expectTold();
    market.clock.advance(Duration.ofSeconds(30));
    market.expect().expectTold(1);
  }

  @Test
  void aJobThatWasPutBackForLater_waitsForItsTime() {
    market
        .given(created(1), assigned(job(1), 1, worker(2)), registered(1, "1"))
        .given(requeued(job(1), 2, second(2), worker(2)))
        .expect();
    market.clock.advance(Duration.ofSeconds(2));
    market.expect(match(1, 1));
  }

  @Test
  void aJobThatIsCancelledBeforeItIsDue_wakesNobody() {
    market.given(notBefore(second(30), created(1)), cancelled(job(1))).expect();
    assertThat(market.book.dueIn()).isNull();
  }

  @Test
  void aJobOfAHigherPriorityComesFirst_andOfEqualOnesTheOldest() {
    market
        .given(created(1), priority(4, created(2)), priority(6, created(3)), created(4))
        .given(priority(9, created(5)), priority(0, created(6)), priority(5, created(7)))
        .expect();
    market.given(registered(1, "1", 7));

    market.expect(
        match(5, 1), match(3, 1), match(1, 1), match(4, 1), match(7, 1), match(2, 1), match(6, 1));
  }

  @Test
  void aNewJobOfTheHighestPriority_takesNoProviderFromOneThatWaits() {
    market.given(created(1)).expect();
    market.given(registered(1, "1"));

    assertThat(market.book.matchNew(priority(9, created(2)))).isNull();
    market.given(priority(9, created(2))).expect(match(2, 1));
  }

  @Test
  void aNewJob_doesNotOvertakeOneThatHasJustBecomeDue() {
    market.given(registered(1, "1"), notBefore(second(30), created(1))).expect();
    market.clock.advance(Duration.ofSeconds(30));

    assertThat(market.book.matchNew(created(2))).isNull();
    market.given(created(2)).expect(match(1, 1));
  }

  @Test
  void aNewJobForLater_isNotMatchedAsItIsCreated() {
    market.given(registered(1, "1")).expect();
    assertThat(market.book.matchNew(notBefore(second(30), created(1)))).isNull();
  }

  @Test
  void anAttemptsTime_isLookedAfterOnceItIsOver() {
    market.given(within(60, created(1)), assigned(job(1), 1, worker(1))).expect();
    market.clock.set(START.plusMillis(59_900));
    assertThat(market.book.drainOverdue(10)).isEmpty();
    market.clock.set(START.plusSeconds(60));

    assertThat(market.book.dueIn()).isZero();
    assertThat(market.book.drainOverdue(10)).containsExactly(new EndOverdue(job(1)));
    assertThat(market.book.drainOverdue(10)).isEmpty();
    market.book.hasTime(job(1), START.plusSeconds(70));
    assertThat(market.book.dueIn()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aJobThatEndsInTime_isForgotten() {
    market.given(within(60, created(1)), assigned(job(1), 1, worker(1)), cancelled(job(1)));
    assertThat(market.book.dueIn()).isNull();
  }

  @Test
  void ofManyWhoseTimeIsOver_theRestStaysDue() {
    for (int i = 1; i <= 3; i++) {
      market.given(within(60, created(i)), assigned(job(i), 1, worker(i)));
    }
    market.clock.set(START.plusSeconds(60));
    assertThat(market.book.drainOverdue(2)).hasSize(2);
    assertThat(market.book.dueIn()).isZero();
    assertThat(market.book.drainOverdue(2)).hasSize(1);
    assertThat(market.book.dueIn()).isNull();
  }

  private static JobCreated within(int seconds, JobCreated job) {
    return JobCreatedBuilder.builder(job)
        .terms(JobTermsBuilder.builder(JobTerms.NONE).timeoutSeconds(seconds).build())
        .build();
  }

  @Test
  void aProviderThatCoolsDown_getsNothing_andTheReceiptSaysUntilWhen() {
    Instant until = second(30);
    market.given(registered(1, "1"), registered(2, "2"), registered(3, "3"));
    market.given(coolingDown(worker(1), until), coolingDown(worker(3), until));

    market.given(created(1)).expect(match(1, 2));

    DecisionReceipt receipt = market.matches.get(0).receipt();
    assertThat(receipt.considered()).isEqualTo(3);
    assertThat(receipt.leftOut()).containsExactly(Map.entry(Reason.COOLING_DOWN, 1));
    assertThat(receipt.leftOutExamples())
        .containsExactly(new LeftOut(worker(1), Reason.COOLING_DOWN, until));
  }

  @Test
  void aProviderThatRests_isWokenWhenItsTimeIsOver() {
    market.given(registered(1, "1"), coolingDown(worker(1), second(30)));
    assertThat(market.book.dueIn()).isEqualTo(Duration.ofSeconds(30));
    market.clock.advance(Duration.ofMillis(29_999));
    assertThat(market.book.drainRested(10)).isEmpty();
    market.clock.advance(Duration.ofMillis(1));
    assertThat(market.book.drainRested(10)).containsExactly(new WakeProvider(worker(1)));
    assertThat(market.book.dueIn()).isNull();

    market.book.rests(worker(1), second(31));
    assertThat(market.book.dueIn()).isEqualTo(Duration.ofSeconds(1));

    market.given(created(1)).expect();
    market.given(cooledDown(worker(1), second(31))).expect(match(1, 1));
  }

  @Test
  void aProviderThatLeftTheMarket_isForgotten() {
    market.given(registered(1, "1"), coolingDown(worker(1), second(30)));
    market.book.drainChanges();
    market.given(new ProviderDeregistered(worker(1), second(1)));

    assertThat(market.book.dueIn()).isNull();
    assertThat(market.book.drainChanges().gone()).containsExactly(worker(1));
    market.given(registered(1, "1"), created(1)).expect(match(1, 1));
  }

  @Test
  void whileTheMarketIsPaused_nothingIsMatched_andAfterItAllThatWaits() {
    market.given(new MarketSwitched(MarketState.PAUSED, null, START));
    market.given(registered(1, "1"), registered(2, "2"), created(1)).expect();
    assertThat(market.book.matchNew(created(2))).isNull();
    market.given(notBefore(second(5), created(3)));
    market.clock.advance(Duration.ofSeconds(10));
    assertThat(market.book.dueIn()).isNull();

    market.given(new MarketSwitched(MarketState.OPEN, null, second(10)));
    assertThat(market.book.dueIn()).isNegative();
    market.expect(match(1, 1), match(3, 2));
  }
}
