package io.qubix.command.provider;

import static io.qubix.command.provider.ProviderStory.ANN;
import static io.qubix.command.provider.ProviderStory.JOB;
import static io.qubix.command.provider.ProviderStory.NOW;
import static io.qubix.command.provider.ProviderStory.PRICE;
import static io.qubix.command.provider.ProviderStory.given;
import static io.qubix.command.provider.ProviderStory.register;
import static io.qubix.command.provider.ProviderStory.registration;

import io.qubix.api.Rejection;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.command.ChangeProvider;
import io.qubix.api.provider.command.DeregisterProvider;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.api.provider.command.MarkOnline;
import io.qubix.api.provider.command.ReserveProvider;
import io.qubix.api.provider.command.ToggleProvider;
import io.qubix.api.provider.event.ProviderDeregistered;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProviderDeregistrationTest {

  private static final DeregisterProvider DEREGISTER = new DeregisterProvider(ANN);

  @Test
  void aProviderWithoutAJob_isTakenOut() {
    given().registered().when(DEREGISTER).expectEvents(new ProviderDeregistered(ANN, NOW));
    given()
        .registered()
        .offline()
        .when(DEREGISTER)
        .expectEvents(new ProviderDeregistered(ANN, NOW));
  }

  @Test
  void aProviderThatHoldsAJob_stays() {
    given()
        .registered()
        .holding()
        .when(DEREGISTER)
        .expectNoEvents()
        .expectException(Rejection.Conflict.class);
  }

  static Stream<Object> commands() {
    return Stream.of(
        DEREGISTER,
        new MarkOnline(ANN, null),
        new ChangeProvider(ANN, PRICE, "Anna", null, true),
        new ToggleProvider(ANN));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void onceTakenOut_itIsAsIfItHadNeverBeen(Object command) {
    given()
        .registered()
        .deregistered()
        .when(command)
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void onceTakenOut_itGetsNoJob_andItsSilenceIsNoNews() {
    given()
        .registered()
        .deregistered()
        .when(new ReserveProvider(ANN, JOB, 1, PRICE))
        .expectNoEvents()
        .expectException(Rejection.ProviderNotFree.class);
    given()
        .registered()
        .deregistered()
        .when(new MarkOffline(ANN, OfflineReason.SILENT))
        .expectNoEvents();
  }

  @Test
  void aLaterRegistration_bringsItBack() {
    given().registered().deregistered().when(register()).expectEvents(registration(NOW));
  }
}
