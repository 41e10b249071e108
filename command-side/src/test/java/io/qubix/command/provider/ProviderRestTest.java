package io.qubix.command.provider;

import static io.qubix.command.provider.ProviderStory.ANN;
import static io.qubix.command.provider.ProviderStory.JOB;
import static io.qubix.command.provider.ProviderStory.NOW;
import static io.qubix.command.provider.ProviderStory.OTHER;
import static io.qubix.command.provider.ProviderStory.REGISTERED;
import static io.qubix.command.provider.ProviderStory.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.FailureCause;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Availability;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.command.ChangeProvider;
import io.qubix.api.provider.command.EndCooldown;
import io.qubix.api.provider.command.ForgetProvider;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.command.ReleaseProvider;
import io.qubix.api.provider.command.ReserveProvider;
import io.qubix.api.provider.command.SetAvailability;
import io.qubix.api.provider.command.ToggleProvider;
import io.qubix.api.provider.command.WakeProvider;
import io.qubix.api.provider.event.ProviderAvailabilityChanged;
import io.qubix.api.provider.event.ProviderChanged;
import io.qubix.api.provider.event.ProviderCooledDown;
import io.qubix.api.provider.event.ProviderCoolingDown;
import io.qubix.api.provider.event.ProviderDeregistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.view.ProviderState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When a provider gets no jobs for a while: it cools down, drains, or is out. */
class ProviderRestTest {

  private static final Instant LATER = NOW.plusSeconds(30);

  @Test
  void theThirdFailureInARow_coolsAProviderDownForThirtySeconds() {
    given()
        .registered()
        .failing(2)
        .holding()
        .when(release(AttemptEnd.FAILED, false))
        .expectEvents(
            new ProviderReleased(ANN, JOB, 1, AttemptEnd.FAILED, Money.ZERO, NOW),
            new ProviderCoolingDown(ANN, 3, LATER, NOW));
  }

  @Test
  void theSecondDoesNot() {
    given()
        .registered()
        .failing(1)
        .holding()
        .when(release(AttemptEnd.FAILED, false))
        .expectEvents(new ProviderReleased(ANN, JOB, 1, AttemptEnd.FAILED, Money.ZERO, NOW));
  }

  @ParameterizedTest
  @EnumSource(
      value = AttemptEnd.class,
      names = {"FAILED", "TIMED_OUT", "STALLED"})
  void whoDoesNotDoAJob_failed(AttemptEnd end) {
    assertThat(given().registered().holding().released(end, Money.ZERO).with().rest().failures())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = AttemptEnd.class,
      names = {"LOST", "GIVEN_BACK", "CANCELLED"})
  void whatEndedOtherwise_countsForNothing(AttemptEnd end) {
    ProviderStory story = given().registered().failing(1).holding().released(end, Money.ZERO);
    assertThat(story.with().rest().failures()).isEqualTo(1);
  }

  @Test
  void aJobThatAnotherProviderFailedToo_saysNothingOfThisOne() {
    ProviderStory story = given().registered().failing(2).holding();
    ProviderReleased released =
        new ProviderReleased(ANN, JOB, 1, AttemptEnd.FAILED, Money.ZERO, true, null, null, NOW);
    story.when(release(AttemptEnd.FAILED, true)).expectEvents(released);
    assertThat(story.with(released).rest().failures()).isEqualTo(2);
  }

  /** How much time was left for the job is not the provider's doing. */
  @Test
  void anAttemptWhoseJobExpired_countsForNothing() {
    ProviderStory story = given().registered().failing(2).holding();
    ProviderReleased released =
        new ProviderReleased(
            ANN,
            JOB,
            1,
            AttemptEnd.TIMED_OUT,
            Money.ZERO,
            null,
            FailureCause.EXPIRED,
            /* effort= */ null,
            NOW);
    story
        .when(
            new ReleaseProvider(
                ANN, JOB, 1, AttemptEnd.TIMED_OUT, Money.ZERO, false, FailureCause.EXPIRED, null))
        .expectEvents(released);
    assertThat(story.with(released).rest().failures()).isEqualTo(2);
  }

  @Test
  void whoComesBackAfterItLeft_hasNoReputation() {
    ProviderStory story = given().registered().failing(2);
    assertThat(story.with().reputation().failed().attempts()).isEqualTo(2);
    assertThat(story.deregistered().registered().with().reputation().attempts()).isZero();
  }

  @Test
  void aSuccessEndsTheRow_andTheCoolDown() {
    ProviderStory story = given().registered(2).failing(2).holding().holding(OTHER, 1);
    ProviderCoolingDown cooling = new ProviderCoolingDown(ANN, 3, LATER, NOW);
    ProviderReleased done =
        new ProviderReleased(ANN, OTHER, 1, AttemptEnd.COMPLETED, Money.ONE, NOW);
    ProviderState state = story.with(cooling, done);
    assertThat(state.rest().failures()).isZero();
    assertThat(state.isAvailable()).isTrue();
  }

  @Test
  void whatAlreadyRan_andFailsInACoolDown_doesNotMakeItLonger() {
    given()
        .registered(2)
        .failing(3)
        .having(new ProviderCoolingDown(ANN, 3, LATER, REGISTERED))
        .holding()
        .when(release(AttemptEnd.FAILED, false))
        .expectEvents(new ProviderReleased(ANN, JOB, 1, AttemptEnd.FAILED, Money.ZERO, NOW));
  }

  @Test
  void allThatAMachineLosesAtOnce_isOneFailure() {
    ProviderStory story = given().registered(3).holding().holding(OTHER, 2);
    ProviderWentOffline went =
        ProviderWentOffline.of(
            ANN, OfflineReason.SILENT, List.of(new Hold(JOB, 1), new Hold(OTHER, 2)), NOW);
    story.when(new MarkOffline(ANN, OfflineReason.SILENT)).expectEvents(went);
    assertThat(story.with(went).rest().failures()).isEqualTo(1);
  }

  @Test
  void aMachineThatIsLostWithItsJobsAgainAndAgain_coolsDown() {
    ProviderWentOffline went =
        ProviderWentOffline.of(ANN, OfflineReason.SILENT, List.of(new Hold(JOB, 1)), NOW);
    given()
        .registered()
        .failing(2)
        .holding()
        .when(new MarkOffline(ANN, OfflineReason.SILENT))
        .expectEvents(went, new ProviderCoolingDown(ANN, 3, LATER, NOW));
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 30", "4, 60", "5, 120", "9, 1920", "10, 3600", "1000000, 3600"})
  void eachFurtherFailureDoublesIt_upToAnHour(int failures, long seconds) {
    assertThat(ProviderSettings.USUAL.cooldownAfter(failures)).hasSeconds(seconds);
  }

  @Test
  void senselessSettings_areRefusedAtTheStart() {
    Duration half = Duration.ofMillis(500);
    Duration minute = Duration.ofMinutes(1);
    assertThatThrownBy(() -> new ProviderSettings(0, minute, minute))
        .hasMessageContaining("failures-in-a-row");
    assertThatThrownBy(() -> new ProviderSettings(1, half, minute))
        .hasMessageContaining("qubix.providers.cooldown must be from 1s");
    assertThatThrownBy(() -> new ProviderSettings(1, minute, Duration.ofSeconds(59)))
        .hasMessageContaining("longest-cooldown");
  }

  @Test
  void whileItCoolsDown_aProviderIsNotReserved() {
    cooling(LATER)
        .when(new ReserveProvider(ANN, JOB, 1, ProviderStory.PRICE))
        .expectException(Rejection.ProviderNotFree.class);
  }

  @Test
  void aMomentBeforeItsTime_itCoolsOn() {
    cooling(NOW.plusMillis(1))
        .when(new WakeProvider(ANN))
        .expectNoEvents()
        .expectException(Rejection.NotDue.class);
  }

  @Test
  void inTime_itIsBack_andTheNextFailureCoolsItTwiceAsLong() {
    ProviderStory story = cooling(NOW);
    ProviderCooledDown cooled = new ProviderCooledDown(ANN, false, NOW);
    story.when(new WakeProvider(ANN)).expectEvents(cooled);
    ProviderState state = story.with(cooled);
    assertThat(state.isAvailable()).isTrue();
    assertThat(state.rest().failures()).isEqualTo(3);
  }

  @Test
  void registeringAgain_doesNotEndACoolDown() {
    ProviderState again = cooling(LATER).registered().with();
    assertThat(again.rest().coolingUntil()).isEqualTo(LATER);
    assertThat(again.isAvailable()).isFalse();
  }

  @Test
  void anOperatorEndsIt_andItsFailuresAreForgotten() {
    ProviderStory story = cooling(LATER);
    ProviderCooledDown cooled = new ProviderCooledDown(ANN, true, NOW);
    story.when(new EndCooldown(ANN)).expectEvents(cooled);
    assertThat(story.with(cooled).rest().failures()).isZero();
  }

  @Test
  void whoDoesNotCoolDown_hasNothingToEnd() {
    given().registered().when(new EndCooldown(ANN)).expectNoEvents();
    given().registered().when(new WakeProvider(ANN)).expectNoEvents();
  }

  @Test
  void aProviderThatDrains_keepsWhatItHolds_andTakesNoMore() {
    ProviderAvailabilityChanged drains = changed(Availability.DRAINING, LATER);
    ProviderStory story = given().registered(2).holding();
    story.when(new SetAvailability(ANN, Availability.DRAINING, LATER)).expectEvents(drains);
    ProviderState state = story.with(drains);
    assertThat(state.holds()).hasSize(1);
    assertThat(state.freeSlots()).isEqualTo(1);
    assertThat(state.isAvailable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Availability.class)
  void sayingItTwice_changesNothing(Availability wanted) {
    Instant until = wanted == Availability.AVAILABLE ? null : LATER;
    given()
        .registered()
        .having(changed(wanted, until))
        .when(new SetAvailability(ANN, wanted, until))
        .expectNoEvents();
  }

  @Test
  void aTimeThatIsOver_isRefused() {
    given()
        .registered()
        .when(new SetAvailability(ANN, Availability.OUT, NOW))
        .expectNoEvents()
        .expectException(Rejection.Invalid.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Availability.class,
      names = {"DRAINING", "OUT"})
  void atTheTimeThatItsOwnerNamed_itIsBack(Availability away) {
    given()
        .registered()
        .having(changed(away, NOW))
        .when(new WakeProvider(ANN))
        .expectEvents(changed(Availability.AVAILABLE, null));
    given()
        .registered()
        .having(changed(away, NOW.plusMillis(1)))
        .when(new WakeProvider(ANN))
        .expectException(Rejection.NotDue.class);
  }

  @Test
  void aWorkerThatRegistersAgain_drainsNoMore() {
    ProviderStory story = given().registered().having(changed(Availability.DRAINING, LATER));
    RegisterProvider again = ProviderStory.register();
    story.when(again).expectEvents(ProviderStory.registration(NOW));
    assertThat(story.registered().with().availability()).isEqualTo(Availability.AVAILABLE);
    assertThat(story.registered().with().rest().availableAt()).isNull();
  }

  @Test
  void theSwitch_bringsBackWhoDrains() {
    given()
        .registered()
        .having(changed(Availability.DRAINING, LATER))
        .when(new ToggleProvider(ANN))
        .expectEvents(changed(Availability.AVAILABLE, null));
  }

  @Test
  void listingAProviderThatDrains_bringsItBack_andUnlistingTakesItOut() {
    ProviderStory drains = given().registered().having(changed(Availability.DRAINING, LATER));
    drains
        .when(new ChangeProvider(ANN, null, null, null, true))
        .expectEvents(changed(Availability.AVAILABLE, null));
    ProviderChanged out = ProviderStory.change(false, false, NOW);
    given()
        .registered()
        .having(changed(Availability.DRAINING, LATER))
        .when(new ChangeProvider(ANN, null, null, null, false))
        .expectEvents(out);
    assertThat(drains.with(out).availability()).isEqualTo(Availability.OUT);
    assertThat(drains.with(out).rest().availableAt()).isNull();
  }

  @Test
  void anotherPrice_leavesADrainAsItIs() {
    ProviderState state =
        given()
            .registered()
            .having(changed(Availability.DRAINING, LATER))
            .having(new ProviderChanged(ANN, "Ann", "Berlin", Money.of("3"), true, false, NOW))
            .with();
    assertThat(state.availability()).isEqualTo(Availability.DRAINING);
    assertThat(state.rest().availableAt()).isEqualTo(LATER);
  }

  @Test
  void whoWasOfflineForLong_leavesTheMarket() {
    given()
        .registered()
        .offline()
        .when(new ForgetProvider(ANN))
        .expectEvents(new ProviderDeregistered(ANN, NOW));
  }

  @Test
  void whoIsOnlineMeanwhile_orHoldsAJob_stays() {
    given().registered().when(new ForgetProvider(ANN)).expectNoEvents();
    given().registered().holding().offline().when(new ForgetProvider(ANN)).expectNoEvents();
  }

  private static ProviderStory cooling(Instant until) {
    return given()
        .registered()
        .failing(3)
        .having(new ProviderCoolingDown(ANN, 3, until, REGISTERED));
  }

  private static ProviderAvailabilityChanged changed(Availability wanted, @Nullable Instant until) {
    return new ProviderAvailabilityChanged(ANN, wanted, until, NOW);
  }

  private static ReleaseProvider release(AttemptEnd end, boolean failedElsewhere) {
    return new ReleaseProvider(ANN, JOB, 1, end, Money.ZERO, failedElsewhere, null, null);
  }
}
