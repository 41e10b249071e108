package io.qubix.command.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.IssueKey;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeySecret;
import io.qubix.api.key.KeyTerms;
import io.qubix.api.key.RevokeKey;
import io.qubix.api.key.Scope;
import io.qubix.api.key.view.LastUses;
import io.qubix.command.bus.Commands;
import io.qubix.command.key.Checked.Reason;
import io.qubix.log.read.EventHistory;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.node.RestNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two nodes on one log: what one issues and revokes, the other knows. */
class KeyRingTest {

  private static final Instant NOW = Instant.parse("2026-11-23T17:00:30Z");
  private static final Duration WITHIN = Duration.ofSeconds(2);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String url = TestDatabase.url();
  private RestNode here;
  private RestNode there;

  @BeforeEach
  void start() {
    here = RestNode.on(url, Map.of());
    there = RestNode.on(url, Map.of());
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
  }

  @Test
  void aKey_worksOnEveryNodeAtOnce() {
    KeySecret key = issue(here, null);

    for (RestNode node : List.of(here, there)) {
      ApiKey found = ((Checked.Good) find(node, key.reveal())).key();
      assertThat(found.caller())
          .isEqualTo(new Caller(Role.CONSUMER, "ALICE", key.id().value(), "laptop"));
      assertThat(found.terms().scopes()).containsExactly(Scope.READ, Scope.WRITE);
    }
  }

  @Test
  void aRevokedKey_isRefusedOnEveryNodeWithinTwoSeconds() {
    KeySecret key = issue(here, null);
    assertThat(find(there, key.reveal())).isInstanceOf(Checked.Good.class);
    assertThat(find(here, key.reveal())).isInstanceOf(Checked.Good.class);

    revoke(here, key.id());

    await().atMost(WITHIN).until(() -> isRefused(here, key) && isRefused(there, key));
  }

  /** Many at once, from both sides, while both nodes use them all the time. */
  @Test
  void keysThatAreRevokedAtTheSameTime_areAllRefusedWithinTwoSeconds() {
    List<KeySecret> keys = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      keys.add(issue(i % 2 == 0 ? here : there, null));
    }
    keys.forEach(key -> assertThat(isRefused(here, key) || isRefused(there, key)).isFalse());
    CompletableFuture<?>[] revoked =
        keys.stream()
            .flatMap(
                key ->
                    List.of(here, there).stream()
                        .map(node -> CompletableFuture.runAsync(() -> revoke(node, key.id()))))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(revoked).join();

    await()
        .atMost(WITHIN)
        .until(() -> keys.stream().allMatch(key -> isRefused(here, key) && isRefused(there, key)));
  }

  @Test
  void aKeyThatIsUsed_isReadOnce() {
    KeySecret key = issue(here, null);
    assertThat(find(here, key.reveal())).isInstanceOf(Checked.Good.class);

    // Without its table a second reading would fail.
    new JdbcTemplate(here.get(javax.sql.DataSource.class))
        .execute("alter table event rename to event_away");

    assertThat(find(here, key.reveal())).isInstanceOf(Checked.Good.class);
    assertThatThrownBy(() -> find(there, key.reveal())).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aKey_isRefusedFromItsExpiryOn() {
    KeySecret key = issue(here, Instant.now().plusSeconds(60));
    Instant expiry = ((Checked.Good) find(here, key.reveal())).key().terms().expiresAt();
    KeyRing ring = here.get(KeyRing.class);

    assertThat(ring.find(key.reveal(), expiry.minusMillis(1))).isInstanceOf(Checked.Good.class);
    assertThat(ring.find(key.reveal(), expiry))
        .isEqualTo(new Checked.Bad(Reason.EXPIRED, key.id()));
  }

  @Test
  void aRightIdWithAnotherSecret_isUnknown() {
    KeySecret key = issue(here, null);
    KeySecret guessed = KeySecret.make(key.id(), Role.CONSUMER, RANDOM);
    KeySecret promoted = KeySecret.make(key.id(), Role.OPERATOR, RANDOM);

    assertThat(find(here, guessed.reveal())).isEqualTo(new Checked.Bad(Reason.UNKNOWN, key.id()));
    assertThat(find(here, promoted.reveal())).isEqualTo(new Checked.Bad(Reason.UNKNOWN, key.id()));
  }

  @Test
  void aKeyThatWasNeverIssued_isUnknown_andATextThatIsNoKeyIsMalformed() {
    KeySecret never = KeySecret.make(KeyId.next(RANDOM), Role.OPERATOR, RANDOM);

    assertThat(find(here, never.reveal())).isEqualTo(new Checked.Bad(Reason.UNKNOWN, never.id()));
    for (String text : List.of("", "secret", "qbx_", never.reveal() + "x", "\u0000")) {
      assertThat(find(here, text)).isEqualTo(new Checked.Bad(Reason.MALFORMED, null));
    }
  }

  /** An id that was asked for in vain is not remembered as unknown once it is issued. */
  @Test
  void aKeyThatWasUnknown_isGoodOnceItIsIssued() {
    KeySecret key = KeySecret.make(KeyId.next(RANDOM), Role.CONSUMER, RANDOM);
    assertThat(find(there, key.reveal())).isEqualTo(new Checked.Bad(Reason.UNKNOWN, key.id()));

    issue(here, key, null);

    await()
        .atMost(WITHIN)
        .untilAsserted(
            () -> assertThat(find(there, key.reveal())).isInstanceOf(Checked.Good.class));
  }

  @Test
  void aKeyThatIsRevokedWhileItIsRead_isReadAgain() {
    KeySecret key = issue(here, null);
    EventHistory log = here.get(EventHistory.class);
    CommittedEvents events = here.get(CommittedEvents.class);
    CompletableFuture<Void> heard = new CompletableFuture<>();
    EventHistory overtaken =
        (stream, upTo) -> {
          List<EventHistory.Past> past = log.of(stream, upTo);
          if (!heard.isDone()) {
            revoke(there, key.id());
            heard.join();
          }
          return past;
        };
    KeyRing ring = new KeyRing(overtaken, events, here.get(KeyUses.class));
    events.listen(event -> heard.complete(null));

    assertThat(ring.find(key.reveal(), NOW)).isInstanceOf(Checked.Good.class);
    assertThat(ring.find(key.reveal(), NOW)).isEqualTo(new Checked.Bad(Reason.REVOKED, key.id()));
  }

  @Test
  void afterARestart_theKeysAreWhatTheLogSays() {
    KeySecret good = issue(here, null);
    KeySecret revoked = issue(here, null);
    revoke(here, revoked.id());
    here.close();

    here = RestNode.on(url, Map.of());

    assertThat(find(here, good.reveal())).isInstanceOf(Checked.Good.class);
    assertThat(isRefused(here, revoked)).isTrue();
  }

  @Test
  void theLastUse_isKnownToTheMinuteAndOutlivesARestart() {
    KeySecret key = issue(here, null);
    KeySecret unused = issue(here, null);
    here.get(KeyRing.class).find(key.reveal(), NOW);
    here.get(KeyRing.class).find(key.reveal(), NOW.minusSeconds(600));
    assertThat(here.get(LastUses.class).of(List.of(key.id(), unused.id())))
        .isEqualTo(Map.of(key.id(), Instant.parse("2026-11-23T17:00:00Z")));

    here.close();
    assertThat(there.get(LastUses.class).of(List.of(key.id(), unused.id())))
        .isEqualTo(Map.of(key.id(), Instant.parse("2026-11-23T17:00:00Z")));

    there.get(KeyRing.class).find(key.reveal(), NOW.minusSeconds(600));
    there.get(KeyUses.class).write();
    assertThat(there.get(LastUses.class).of(Set.of(key.id())))
        .containsEntry(key.id(), Instant.parse("2026-11-23T17:00:00Z"));
  }

  @Test
  void aRefusedKey_isNoUse() {
    KeySecret key = issue(here, null);
    find(here, KeySecret.make(key.id(), Role.CONSUMER, RANDOM).reveal());

    assertThat(here.get(LastUses.class).of(Set.of(key.id()))).isEmpty();
  }

  @Test
  void anEvent_saysInItsMetadataWhoCausedIt() {
    Caller operator = new Caller(Role.OPERATOR, null, "0perat0rKey0", "operator");
    KeySecret key = issue(here, null);
    here.get(RestNode.ScriptedCaller.class).caller = operator;
    revoke(here, key.id());

    assertThat(
            here.get(EventStore.class)
                .readEvents(key.id().toString(), 0)
                .asStream()
                .map(event -> Caller.in(event.getMetaData())))
        .containsExactly(Caller.ANYBODY, operator);
  }

  private static Checked find(RestNode node, String presented) {
    return node.get(KeyRing.class).find(presented, NOW);
  }

  private static boolean isRefused(RestNode node, KeySecret key) {
    return find(node, key.reveal()).equals(new Checked.Bad(Reason.REVOKED, key.id()));
  }

  private static KeySecret issue(RestNode node, @Nullable Instant expiresAt) {
    KeySecret key = KeySecret.make(KeyId.next(RANDOM), Role.CONSUMER, RANDOM);
    issue(node, key, expiresAt);
    return key;
  }

  private static void issue(RestNode node, KeySecret key, @Nullable Instant expiresAt) {
    KeyTerms terms =
        new KeyTerms(Role.CONSUMER, "ALICE", "laptop", Set.of(Scope.READ, Scope.WRITE), expiresAt);
    node.get(Commands.class)
        .<ApiKey>send(new IssueKey(key.id(), key.hash(), terms, Caller.ANYBODY));
  }

  private static void revoke(RestNode node, KeyId key) {
    node.get(Commands.class).<ApiKey>send(new RevokeKey(key, Caller.ANYBODY));
  }
}
