package io.qubix.command.user;

import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.RenameUser;
import io.qubix.api.user.UserRenamed;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserTest {

  private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");
  private static final QubicAddress ADDRESS = new QubicAddress("ADDRESS");

  private final AggregateTestFixture<User> axon = new AggregateTestFixture<>(User.class);

  @BeforeEach
  void clockStandsStill() {
    axon.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void anAddressThatWasNeverSeen_getsAName() {
    axon.givenNoPriorActivity().when(rename("Ann")).expectEvents(renamed("Ann"));
  }

  @Test
  void anAddress_getsAnotherName() {
    axon.given(renamed("Ann")).when(rename("Bob")).expectEvents(renamed("Bob"));
  }

  @Test
  void theNameThatItHas_isNotWrittenAgain() {
    axon.given(renamed("Ann")).when(rename("Ann")).expectNoEvents();
  }

  @Test
  void aName_isTakenAway() {
    axon.given(renamed("Ann")).when(rename(null)).expectEvents(renamed(null));
  }

  @Test
  void aNameThatWasTakenAway_isNotTakenAwayAgain() {
    axon.given(renamed("Ann"), renamed(null)).when(rename(null)).expectNoEvents();
  }

  private static RenameUser rename(@Nullable String name) {
    return new RenameUser(ADDRESS, name);
  }

  private static UserRenamed renamed(@Nullable String name) {
    return new UserRenamed(ADDRESS, name, NOW);
  }
}
