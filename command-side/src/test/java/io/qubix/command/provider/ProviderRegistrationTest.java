package io.qubix.command.provider;

import static io.qubix.command.provider.ProviderStory.ANN;
import static io.qubix.command.provider.ProviderStory.ID;
import static io.qubix.command.provider.ProviderStory.JOB;
import static io.qubix.command.provider.ProviderStory.MACHINE;
import static io.qubix.command.provider.ProviderStory.NOW;
import static io.qubix.command.provider.ProviderStory.OTHER;
import static io.qubix.command.provider.ProviderStory.OWNER;
import static io.qubix.command.provider.ProviderStory.PRICE;
import static io.qubix.command.provider.ProviderStory.REGISTERED;
import static io.qubix.command.provider.ProviderStory.SESSION;
import static io.qubix.command.provider.ProviderStory.given;
import static io.qubix.command.provider.ProviderStory.register;
import static io.qubix.command.provider.ProviderStory.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Rejection;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.command.Registration;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.api.user.QubicAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderRegistrationTest {

  @Test
  void aNewWorker_isRegisteredOnlineAndAvailable() {
    ProviderRegistered event =
        new ProviderRegistered(
            ANN,
            ID,
            OWNER,
            "Ann",
            ProviderType.NATIVE,
            MACHINE,
            1,
            Serving.ANY,
            "Berlin",
            PRICE,
            NOW,
            NOW,
            SESSION);
    given()
        .when(register())
        .expectEvents(event)
        .expectResultMessagePayload(
            new Registration(ProviderState.after(null, event).view(NOW), true, SESSION));
  }

  @Test
  void aNewWorkerWithoutPrice_costsOne() {
    given()
        .when(register("Ann", MACHINE, null))
        .expectEvents(
            new ProviderRegistered(
                ANN,
                ID,
                OWNER,
                "Ann",
                ProviderType.NATIVE,
                MACHINE,
                1,
                Serving.ANY,
                "Berlin",
                Money.ONE,
                NOW,
                NOW,
                SESSION));
  }

  @Test
  void theSameRegistrationAgain_writesNothing() {
    ProviderStory story = given().registered();
    story
        .when(register())
        .expectNoEvents()
        .expectResultMessagePayload(new Registration(story.with().view(NOW), false, SESSION));
  }

  @Test
  void aRegistrationThatTellsNews_isAnUpdateUnderTheSameId() {
    given()
        .registered()
        .when(
            new RegisterProvider(
                ANN,
                UUID.randomUUID(),
                OWNER,
                "Anna",
                ProviderType.BROWSER,
                MACHINE,
                1,
                null,
                null,
                "Paris",
                Money.of("3"),
                SESSION,
                SESSION))
        .expectEvents(
            new ProviderRegistered(
                ANN,
                ID,
                OWNER,
                "Anna",
                ProviderType.BROWSER,
                MACHINE,
                1,
                Serving.ANY,
                "Paris",
                Money.of("3"),
                REGISTERED,
                NOW,
                SESSION));
  }

  @Test
  void whatARegistrationLeavesOut_staysAsItWas() {
    given().registered().when(register(null, Hardware.UNKNOWN, null)).expectNoEvents();
  }

  @Test
  void anotherMachine_replacesTheWholeMachine() {
    Hardware other = new Hardware("H100", null, null, null, null);
    given()
        .registered()
        .when(register("Ann", other, PRICE))
        .expectEvents(
            new ProviderRegistered(
                ANN,
                ID,
                OWNER,
                "Ann",
                ProviderType.NATIVE,
                other,
                1,
                Serving.ANY,
                "Berlin",
                PRICE,
                REGISTERED,
                NOW,
                SESSION));
  }

  @Test
  void modelsAndLabels_stayWhenARegistrationLeavesThemOut_andGoWhenItNamesNone() {
    ProviderRegistered named = serving(List.of("llama", "whisper"), Map.of("tier", "gold"));
    given()
        .registered()
        .when(serves(List.of("whisper", "llama"), Map.of("tier", "gold")))
        .expectEvents(named);
    given().having(named).when(serves(null, null)).expectNoEvents();
    given()
        .having(named)
        .when(serves(List.of("WHISPER", "llama"), null))
        .expectEvents(serving(List.of("WHISPER", "llama"), Map.of("tier", "gold")));
    given()
        .having(named)
        .when(serves(List.of(), null))
        .expectEvents(serving(List.of(), Map.of("tier", "gold")));
    given()
        .having(named)
        .when(serves(null, Map.of()))
        .expectEvents(serving(List.of("llama", "whisper"), Map.of()));
  }

  @Test
  void aWorkerOfAnotherAddress_isForbidden() {
    given()
        .registered()
        .when(
            new RegisterProvider(
                ANN,
                ID,
                new QubicAddress("SOMEBODY"),
                "Ann",
                ProviderType.NATIVE,
                MACHINE,
                1,
                null,
                null,
                "Berlin",
                PRICE,
                SESSION,
                SESSION))
        .expectNoEvents()
        .expectException(Rejection.Forbidden.class);
  }

  @Test
  void registeringWhileItHoldsAJob_keepsTheJob() {
    ProviderStory story = given().registered().holding();
    story
        .when(register())
        .expectNoEvents()
        .expectResultMessagePayload(new Registration(story.with().view(NOW), false, SESSION));
    ProviderStory changed = given().registered().holding();
    ProviderRegistered event =
        new ProviderRegistered(
            ANN,
            ID,
            OWNER,
            "Anna",
            ProviderType.NATIVE,
            MACHINE,
            1,
            Serving.ANY,
            "Berlin",
            PRICE,
            REGISTERED,
            NOW,
            SESSION);
    changed
        .when(register("Anna", MACHINE, PRICE))
        .expectEvents(event)
        .expectResultMessagePayload(
            new Registration(changed.with(event).view(NOW), false, SESSION));
  }

  @Test
  void otherSlots_areNews_alsoFewerThanAreHeld() {
    given().registered(3).when(register(4)).expectEvents(registration(4, NOW));
    ProviderStory full = given().registered(3).holding().holding(OTHER, 1);
    ProviderRegistered fewer = registration(1, NOW);
    full.when(register(1))
        .expectEvents(fewer)
        .expectResultMessagePayload(new Registration(full.with(fewer).view(NOW), false, SESSION));
    assertThat(full.with(fewer).view(NOW).presence())
        .isEqualTo(
            new ProviderView.Presence(true, false, null, false, null, 1, 0, List.of(JOB, OTHER)));
  }

  @Test
  void anOfflineProvider_isOnlineAgainByRegistering() {
    given().registered().offline().when(register()).expectEvents(registration(NOW));
  }

  @Test
  void aProviderTakenOutOfTheMarket_isBackByRegistering() {
    given().registered().unlisted().when(register()).expectEvents(registration(NOW));
    given().registered().busyElsewhere().when(register()).expectEvents(registration(NOW));
  }

  private static RegisterProvider serves(
      @Nullable List<String> modelTypes, @Nullable Map<String, String> labels) {
    return new RegisterProvider(
        ANN,
        ID,
        OWNER,
        "Ann",
        ProviderType.NATIVE,
        MACHINE,
        1,
        modelTypes,
        labels,
        "Berlin",
        PRICE,
        SESSION,
        SESSION);
  }

  private static ProviderRegistered serving(List<String> modelTypes, Map<String, String> labels) {
    return new ProviderRegistered(
        ANN,
        ID,
        OWNER,
        "Ann",
        ProviderType.NATIVE,
        MACHINE,
        1,
        new Serving(modelTypes, labels),
        "Berlin",
        PRICE,
        REGISTERED,
        NOW,
        SESSION);
  }
}
