package io.qubix.command.key;

import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.IssueKey;
import io.qubix.api.key.KeyHash;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeyIssued;
import io.qubix.api.key.KeyRevoked;
import io.qubix.api.key.KeyTerms;
import io.qubix.api.key.RevokeKey;
import io.qubix.api.key.Scope;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyTest {

  private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");
  private static final KeyId KEY = new KeyId("k3yOfAlice00");
  private static final KeyHash HASH = new KeyHash("00ff".repeat(16));
  private static final Caller OPERATOR = new Caller(Role.OPERATOR, null, "o", "operator");
  private static final Caller ALICE = caller(Role.CONSUMER, "ALICE");
  private static final Caller BOB = caller(Role.PROVIDER, "BOB");

  private final AggregateTestFixture<Key> axon = new AggregateTestFixture<>(Key.class);

  @BeforeEach
  void clockStandsStill() {
    axon.registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void aKey_isIssued() {
    axon.givenNoPriorActivity()
        .when(issue(alices(null), OPERATOR))
        .expectEvents(issued(alices(null), OPERATOR));
  }

  @Test
  void anIdThatWasUsed_isNotIssuedAgain() {
    axon.given(issued(alices(null), OPERATOR))
        .when(issue(alices(null), OPERATOR))
        .expectException(Rejection.Conflict.class);
    axon.given(issued(alices(null), OPERATOR), new KeyRevoked(KEY, OPERATOR, NOW))
        .when(issue(alices(null), OPERATOR))
        .expectException(Rejection.Conflict.class);
  }

  @Test
  void aKeyThatExpiresNow_isRefused_andOneThatExpiresInAMillisecondIsIssued() {
    axon.givenNoPriorActivity()
        .when(issue(alices(NOW), OPERATOR))
        .expectException(Rejection.Invalid.class);
    axon.givenNoPriorActivity()
        .when(issue(alices(NOW.plusMillis(1)), OPERATOR))
        .expectEvents(issued(alices(NOW.plusMillis(1)), OPERATOR));
  }

  @Test
  void anotherConsumer_issuesNoKeyForAlice() {
    axon.givenNoPriorActivity()
        .when(issue(alices(null), caller(Role.CONSUMER, "MALLORY")))
        .expectException(Rejection.Forbidden.class);
  }

  @Test
  void aKey_isRevokedByAnOperatorAndByItsOwner() {
    for (Caller by : List.of(OPERATOR, Caller.ANYBODY, ALICE)) {
      axon.given(issued(alices(null), OPERATOR))
          .when(new RevokeKey(KEY, by))
          .expectEvents(new KeyRevoked(KEY, by, NOW));
    }
  }

  /** Not forbidden: whether the key exists is not their business. */
  @Test
  void toOthers_aKeyDoesNotExist() {
    for (Caller by :
        List.of(
            caller(Role.CONSUMER, "MALLORY"),
            caller(Role.PROVIDER, "ALICE"),
            Caller.worker(new WorkerId("ALICE"), "w", "worker"),
            new Caller(Role.AUDITOR, null, "a", "auditor"))) {
      axon.given(issued(alices(null), OPERATOR))
          .when(new RevokeKey(KEY, by))
          .expectException(Rejection.NotFound.class);
    }
  }

  @Test
  void aWorkersKey_isRevokedByTheProviderThatIssuedIt_andNotByTheWorker() {
    KeyTerms worker =
        new KeyTerms(Role.WORKER, "gpu-1", "gpu-1", Set.of(Scope.READ, Scope.WRITE), null);

    axon.given(issued(worker, BOB))
        .when(new RevokeKey(KEY, BOB))
        .expectEvents(new KeyRevoked(KEY, BOB, NOW));
    axon.given(issued(worker, BOB))
        .when(new RevokeKey(KEY, Caller.worker(new WorkerId("gpu-1"), "k", "gpu-1")))
        .expectException(Rejection.NotFound.class);
    axon.given(issued(worker, BOB))
        .when(new RevokeKey(KEY, caller(Role.PROVIDER, "MALLORY")))
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void aKeyThatWasRevoked_isNotRevokedAgain() {
    axon.given(issued(alices(null), OPERATOR), new KeyRevoked(KEY, ALICE, NOW))
        .when(new RevokeKey(KEY, OPERATOR))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  private static Caller caller(Role role, String address) {
    return role == Role.CONSUMER
        ? Caller.consumer(new QubicAddress(address), "k", address)
        : Caller.provider(new QubicAddress(address), "k", address);
  }

  private static KeyTerms alices(@Nullable Instant expiresAt) {
    return new KeyTerms(Role.CONSUMER, "ALICE", "laptop", Set.of(Scope.READ), expiresAt);
  }

  private static IssueKey issue(KeyTerms terms, Caller issuer) {
    return new IssueKey(KEY, HASH, terms, issuer);
  }

  private static KeyIssued issued(KeyTerms terms, Caller issuer) {
    return new KeyIssued(KEY, HASH, terms, issuer, NOW);
  }
}
