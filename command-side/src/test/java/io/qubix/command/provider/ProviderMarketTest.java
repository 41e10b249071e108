package io.qubix.command.provider;

import static io.qubix.command.provider.ProviderStory.ANN;
import static io.qubix.command.provider.ProviderStory.JOB;
import static io.qubix.command.provider.ProviderStory.NOW;
import static io.qubix.command.provider.ProviderStory.OTHER;
import static io.qubix.command.provider.ProviderStory.PRICE;
import static io.qubix.command.provider.ProviderStory.change;
import static io.qubix.command.provider.ProviderStory.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.command.ChangeProvider;
import io.qubix.api.provider.command.ReleaseProvider;
import io.qubix.api.provider.command.ReserveProvider;
import io.qubix.api.provider.command.ToggleProvider;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.view.ProviderState;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.junit.jupiter.api.Test;

class ProviderMarketTest {

  private static final ReserveProvider RESERVE = new ReserveProvider(ANN, JOB, 1, PRICE);
  private static final JobId THIRD = JobId.next(NOW);
  private static final ReleaseProvider COMPLETED = release(1, AttemptEnd.COMPLETED, "5");

  @Test
  void aFreeProvider_isReservedOnItsTerms() {
    ProviderStory story = given().registered();
    story
        .when(RESERVE)
        .expectEvents(new ProviderReserved(ANN, JOB, 1, NOW))
        .expectResultMessagePayload(story.with().terms());
  }

  @Test
  void aProviderThatHoldsAJob_isNotReserved() {
    refusesToBeReserved(given().registered().holding());
  }

  @Test
  void aProviderWithAFreeSlot_isReservedForOneMore() {
    given()
        .registered(3)
        .holding()
        .holding(OTHER, 2)
        .when(new ReserveProvider(ANN, THIRD, 1, PRICE))
        .expectEvents(new ProviderReserved(ANN, THIRD, 1, NOW));
  }

  @Test
  void aProviderWhoseSlotsAreTaken_isNotReserved() {
    ProviderStory full = given().registered(2).holding().holding(OTHER, 2);
    full.when(new ReserveProvider(ANN, THIRD, 1, PRICE))
        .expectNoEvents()
        .expectException(Rejection.ProviderNotFree.class);
  }

  @Test
  void aProviderThatRegisteredWithFewerSlotsThanItHolds_isReservedOnceItFits() {
    ProviderStory three =
        given().registered(3).holding().holding(OTHER, 2).holding(THIRD, 1).registered(2);
    assertThat(three.with().freeSlots()).isZero();
    ProviderState two = three.with(released(OTHER, 2));
    assertThat(two.freeSlots()).isZero();
    assertThat(two.isAvailable()).isFalse();
    ProviderState one = three.with(released(OTHER, 2), released(JOB, 1));
    assertThat(one.freeSlots()).isEqualTo(1);
    assertThat(one.isAvailable()).isTrue();
  }

  @Test
  void ofSeveralAttempts_exactlyTheNamedOneIsReleased() {
    ProviderStory story = given().registered(3).holding().holding(OTHER, 2).holding(THIRD, 1);
    ProviderReleased released = released(OTHER, 2);
    story
        .when(new ReleaseProvider(ANN, OTHER, 2, AttemptEnd.FAILED, Money.ZERO, false, null, null))
        .expectEvents(released);
    assertThat(story.with(released).holds()).containsExactly(new Hold(JOB, 1), new Hold(THIRD, 1));
  }

  @Test
  void aProviderThatIsOffline_isNotReserved() {
    refusesToBeReserved(given().registered().offline());
  }

  @Test
  void aProviderThatItsOwnerTookOut_isNotReserved() {
    refusesToBeReserved(given().registered().unlisted());
  }

  @Test
  void aProviderThatWorksForSomebodyElse_isNotReserved() {
    refusesToBeReserved(given().registered().busyElsewhere());
  }

  @Test
  void aProviderThatChangedItsPriceMeanwhile_isNotReserved() {
    given()
        .registered()
        .when(new ReserveProvider(ANN, JOB, 1, Money.of("37")))
        .expectNoEvents()
        .expectException(Rejection.ProviderNotFree.class);
  }

  @Test
  void aProviderThatWasFreed_isReservedAgain() {
    given()
        .registered()
        .holding()
        .released(AttemptEnd.FAILED, Money.ZERO)
        .when(RESERVE)
        .expectEvents(new ProviderReserved(ANN, JOB, 1, NOW));
  }

  @Test
  void anUnknownProvider_isNotReserved() {
    given().when(RESERVE).expectException(AggregateNotFoundException.class);
  }

  @Test
  void aProvider_isFreedWithWhatItEarned() {
    given()
        .registered()
        .holding()
        .when(COMPLETED)
        .expectEvents(new ProviderReleased(ANN, JOB, 1, AttemptEnd.COMPLETED, Money.of("5"), NOW));
  }

  @Test
  void aProviderThatIsOffline_isFreedToo() {
    given()
        .registered()
        .holding()
        .offline()
        .when(release(1, AttemptEnd.LOST, "0"))
        .expectEvents(new ProviderReleased(ANN, JOB, 1, AttemptEnd.LOST, Money.ZERO, NOW));
  }

  @Test
  void freeingItTwice_changesNothing() {
    given()
        .registered()
        .holding()
        .released(AttemptEnd.COMPLETED, Money.of("5"))
        .when(COMPLETED)
        .expectNoEvents();
  }

  @Test
  void freeingItFromAnotherAttempt_changesNothing() {
    given().registered().holding().when(release(2, AttemptEnd.FAILED, "0")).expectNoEvents();
  }

  @Test
  void freeingItFromAnotherJob_changesNothing() {
    given()
        .registered()
        .holding()
        .when(
            new ReleaseProvider(
                ANN, JobId.next(NOW), 1, AttemptEnd.CANCELLED, Money.ZERO, false, null, null))
        .expectNoEvents();
  }

  @Test
  void earningsBeyondTheHighestAmount_areAddedUpAllTheSame() {
    Money highest = new Money(Long.MAX_VALUE);
    ProviderStory story =
        given().registered().holding().released(AttemptEnd.COMPLETED, highest).holding();
    ProviderReleased released =
        new ProviderReleased(ANN, JOB, 1, AttemptEnd.COMPLETED, COMPLETED.earning(), NOW);
    story.when(COMPLETED).expectEvents(released);
    assertThat(story.with(released).totalEarnings())
        .isEqualTo(Sum.of(List.of(highest, COMPLETED.earning())));
  }

  @Test
  void itsOwner_changesPriceNameAndLocation() {
    ProviderStory story = given().registered();
    ProviderChanged changed =
        new ProviderChanged(ANN, "Anna", "Paris", Money.of("3"), true, false, NOW);
    story
        .when(new ChangeProvider(ANN, Money.of("3"), "Anna", "Paris", null))
        .expectEvents(changed)
        .expectResultMessagePayload(story.with(changed));
  }

  @Test
  void whatTheOwnerLeavesOut_staysAsItIs() {
    given()
        .registered()
        .when(new ChangeProvider(ANN, Money.of("3"), null, null, null))
        .expectEvents(new ProviderChanged(ANN, "Ann", "Berlin", Money.of("3"), true, false, NOW));
  }

  @Test
  void aChangeThatChangesNothing_writesNothing() {
    ProviderStory story = given().registered();
    story
        .when(new ChangeProvider(ANN, PRICE, "Ann", "Berlin", true))
        .expectNoEvents()
        .expectResultMessagePayload(story.with());
  }

  @Test
  void toggling_takesAProviderOutOfTheMarket() {
    given().registered().when(new ToggleProvider(ANN)).expectEvents(change(false, false, NOW));
  }

  @Test
  void togglingAgain_takesItBack() {
    given()
        .registered()
        .unlisted()
        .when(new ToggleProvider(ANN))
        .expectEvents(change(true, false, NOW));
  }

  @Test
  void togglingAProviderThatHoldsAJob_leavesItItsJob() {
    ProviderStory story = given().registered().holding();
    story
        .when(new ToggleProvider(ANN))
        .expectResultMessagePayload(story.with(change(false, false, NOW)));
  }

  private static ProviderReleased released(JobId job, int attempt) {
    return new ProviderReleased(ANN, job, attempt, AttemptEnd.FAILED, Money.ZERO, NOW);
  }

  private static void refusesToBeReserved(ProviderStory story) {
    story.when(RESERVE).expectNoEvents().expectException(Rejection.ProviderNotFree.class);
  }

  private static ReleaseProvider release(int attempt, AttemptEnd end, String earning) {
    return new ReleaseProvider(ANN, JOB, attempt, end, Money.of(earning), false, null, null);
  }
}
