package io.qubix.command.provider;

import static io.qubix.command.provider.ProviderStory.ANN;
import static io.qubix.command.provider.ProviderStory.JOB;
import static io.qubix.command.provider.ProviderStory.NOW;
import static io.qubix.command.provider.ProviderStory.OTHER;
import static io.qubix.command.provider.ProviderStory.change;
import static io.qubix.command.provider.ProviderStory.given;

import io.qubix.api.provider.Hold;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.api.provider.command.MarkOnline;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.api.provider.event.ProviderWentOnline;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderPresenceTest {

  @Test
  void aHeartbeatOfAProviderThatIsOnline_writesNothing() {
    given().registered().when(heard(false)).expectNoEvents().expectResultMessagePayload(List.of());
  }

  @Test
  void aHeartbeatOfAProviderThatIsOffline_bringsItBack() {
    given().registered().offline().when(heard(null)).expectEvents(new ProviderWentOnline(ANN, NOW));
  }

  @Test
  void aHeartbeat_tellsTheJobThatIsHeldAndNeverChangesIt() {
    given()
        .registered()
        .holding()
        .when(heard(false))
        .expectNoEvents()
        .expectResultMessagePayload(List.of(JOB));
  }

  @Test
  void aProviderBusyWithOurJob_staysInTheMarketForTheNextOne() {
    given()
        .registered()
        .holding()
        .when(heard(true))
        .expectNoEvents()
        .expectResultMessagePayload(List.of(JOB));
  }

  @Test
  void aProviderBusyWithoutAJobOfOurs_leavesTheMarket() {
    given().registered().when(heard(true)).expectEvents(change(true, true, NOW));
  }

  @Test
  void aProviderThatIsStillBusy_writesNothing() {
    given().registered().busyElsewhere().when(heard(true)).expectNoEvents();
  }

  @Test
  void aProviderThatDoesNotSayWhetherItIsBusy_staysAsItSaidLast() {
    given().registered().busyElsewhere().when(heard(null)).expectNoEvents();
  }

  @Test
  void aBusyProviderThatSaysItIsOnline_isBackInTheMarket() {
    given().registered().busyElsewhere().when(heard(false)).expectEvents(change(true, false, NOW));
  }

  @Test
  void anUnknownWorker_isNotHeard() {
    given().when(heard(false)).expectException(AggregateNotFoundException.class);
  }

  @Test
  void aProviderThatGoesOffline_leavesTheMarket() {
    ProviderWentOffline went = ProviderWentOffline.of(ANN, OfflineReason.REPORTED, List.of(), NOW);
    given()
        .registered()
        .when(new MarkOffline(ANN, OfflineReason.REPORTED))
        .expectEvents(went)
        .expectResultMessagePayload(went);
  }

  @Test
  void aProviderThatGoesOfflineWithAJob_namesTheAttemptThatIsLost() {
    given()
        .registered()
        .holding()
        .when(new MarkOffline(ANN, OfflineReason.SILENT))
        .expectEvents(
            ProviderWentOffline.of(ANN, OfflineReason.SILENT, List.of(new Hold(JOB, 1)), NOW));
  }

  @Test
  void aProviderThatGoesOfflineWithSeveralJobs_namesEveryAttemptThatIsLost() {
    given()
        .registered(3)
        .holding()
        .holding(OTHER, 2)
        .when(new MarkOffline(ANN, OfflineReason.SILENT))
        .expectEvents(
            ProviderWentOffline.of(
                ANN, OfflineReason.SILENT, List.of(new Hold(JOB, 1), new Hold(OTHER, 2)), NOW));
  }

  @Test
  void aHeartbeat_tellsAllJobsThatAreHeld_andBusyMeansThem() {
    given()
        .registered(3)
        .holding()
        .holding(OTHER, 2)
        .when(heard(true))
        .expectNoEvents()
        .expectResultMessagePayload(List.of(JOB, OTHER));
  }

  @Test
  void aProviderThatIsOffline_doesNotGoOfflineAgain() {
    given()
        .registered()
        .offline()
        .when(new MarkOffline(ANN, OfflineReason.SILENT))
        .expectNoEvents()
        .expectResultMessagePayload(null);
  }

  @Test
  void aProviderThatCameBack_canGoOfflineAgain() {
    given()
        .registered()
        .offline()
        .online()
        .when(new MarkOffline(ANN, OfflineReason.SILENT))
        .expectEvents(ProviderWentOffline.of(ANN, OfflineReason.SILENT, List.of(), NOW));
  }

  private static MarkOnline heard(@Nullable Boolean busyElsewhere) {
    return new MarkOnline(ANN, busyElsewhere);
  }
}
