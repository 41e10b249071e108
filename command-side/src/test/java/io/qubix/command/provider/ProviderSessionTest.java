package io.qubix.command.provider;

import static io.qubix.command.provider.ProviderStory.ANN;
import static io.qubix.command.provider.ProviderStory.ID;
import static io.qubix.command.provider.ProviderStory.MACHINE;
import static io.qubix.command.provider.ProviderStory.NOW;
import static io.qubix.command.provider.ProviderStory.OWNER;
import static io.qubix.command.provider.ProviderStory.PRICE;
import static io.qubix.command.provider.ProviderStory.REGISTERED;
import static io.qubix.command.provider.ProviderStory.SESSION;
import static io.qubix.command.provider.ProviderStory.given;

import io.qubix.api.Rejection;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.command.Registration;
import io.qubix.api.provider.event.ProviderRegistered;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which registration has a worker's id. */
class ProviderSessionTest {

  private static final String OTHER = "session-2";

  @Test
  void aRegistrationWithoutASession_takesTheIdOver_evenIfItTellsNothingNew() {
    ProviderStory story = given().registered();
    ProviderRegistered takeover = registration(OTHER, NOW);
    story
        .when(register(null, OTHER))
        .expectEvents(takeover)
        .expectResultMessagePayload(new Registration(story.with(takeover).view(NOW), false, OTHER));
  }

  @Test
  void theHolderOfTheSession_keepsIt() {
    given().registered().when(register(SESSION, OTHER)).expectNoEvents();
    given()
        .registered()
        .offline()
        .when(register(SESSION, OTHER))
        .expectEvents(registration(SESSION, NOW));
  }

  @Test
  void anEarlierSession_doesNotTakeTheIdBack_notEvenWhileTheProviderIsOffline() {
    for (ProviderStory story :
        new ProviderStory[] {given().registered(), given().registered().offline()}) {
      story
          .having(registration(OTHER, REGISTERED))
          .when(register(SESSION, "session-3"))
          .expectNoEvents()
          .expectException(Rejection.Conflict.class);
    }
  }

  @Test
  void whereNobodyHasTheId_anySessionGetsANewOne() {
    given()
        .registered()
        .deregistered()
        .when(register(SESSION, OTHER))
        .expectEvents(registration(OTHER, NOW));
    given()
        .having(registration(null, REGISTERED))
        .when(register(SESSION, OTHER))
        .expectEvents(registration(OTHER, NOW));
  }

  private static RegisterProvider register(@Nullable String session, String newSession) {
    return new RegisterProvider(
        ANN,
        ID,
        OWNER,
        "Ann",
        ProviderType.NATIVE,
        MACHINE,
        1,
        null,
        null,
        "Berlin",
        PRICE,
        session,
        newSession);
  }

  private static ProviderRegistered registration(@Nullable String session, Instant at) {
    return new ProviderRegistered(
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
        REGISTERED,
        at,
        session);
  }
}
