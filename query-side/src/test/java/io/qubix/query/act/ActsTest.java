package io.qubix.query.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.KeyHash;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeyIssued;
import io.qubix.api.key.KeyRevoked;
import io.qubix.api.key.KeyTerms;
import io.qubix.api.key.Scope;
import io.qubix.api.market.MarketState;
import io.qubix.api.market.MarketSwitched;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderCooledDown;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.query.QueryNode;
import io.qubix.query.QueryNode.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ActsTest {

  private static final Instant AT = Instant.parse("2026-11-23T17:00:00Z");
  private static final Caller OPERATOR = new Caller(Role.OPERATOR, null, "0perat0rKey0", "Olga");
  private static final Caller TOKEN = new Caller(Role.OPERATOR, null, null, "token");
  private static final Caller ALICE = Caller.consumer(new QubicAddress("ALICE"), "a", "Alice");
  private static final Caller BOB = Caller.provider(new QubicAddress("BOB"), "b", "Bob");

  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final QueryNode node = cluster.start();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void whatOnlyAnOperatorCanDo_isAnAct_whoeverDidIt() {
    cluster.log.append(MarketState.STREAM, new MarketSwitched(MarketState.PAUSED, null, AT));
    cluster.log.appendBy(TOKEN, MarketState.STREAM, new MarketSwitched(MarketState.OPEN, null, AT));
    WorkerId worker = new WorkerId("gpu-1");
    cluster.log.append(
        worker.toString(),
        new ProviderCooledDown(worker, false, AT),
        new ProviderCooledDown(worker, true, AT));

    assertThat(acts(""))
        .containsExactly(
            "ProviderCooledDown provider:gpu-1 anybody",
            "MarketSwitched market:state token",
            "MarketSwitched market:state anybody");
  }

  @Test
  void whateverAnOperatorWithAKeyDoes_isAnAct_andWhatOthersDoIsNone() {
    for (Caller caller : List.of(OPERATOR, TOKEN, ALICE, BOB, Caller.ANYBODY)) {
      cluster.log.appendBy(
          caller,
          "user:" + caller.name(),
          new UserRenamed(new QubicAddress(caller.name()), "name", AT));
    }

    assertThat(acts("")).containsExactly("UserRenamed user:Olga Olga");
  }

  @Test
  void issuesAndRevocations_areActsOfThoseWhoDidThem() {
    issue("k3yOfAlice00", Role.CONSUMER, "ALICE", OPERATOR);
    KeyId key = new KeyId("k3yOfAlice00");
    cluster.log.appendBy(ALICE, key.toString(), new KeyRevoked(key, ALICE, AT));

    assertThat(acts(""))
        .containsExactly("KeyRevoked key:k3yOfAlice00 Alice", "KeyIssued key:k3yOfAlice00 Olga");
    assertThat(acts("?key=0perat0rKey0")).containsExactly("KeyIssued key:k3yOfAlice00 Olga");
  }

  @Test
  void actsComeInPages_andEachOnce() {
    for (int i = 0; i < 7; i++) {
      cluster.log.append(
          MarketState.STREAM, new MarketSwitched(MarketState.PAUSED, "reason " + i, AT));
    }
    List<Long> seen = new ArrayList<>();
    String path = "/api/audit/acts?limit=3";
    while (path != null) {
      JsonNode page = node.get(path).body();
      page.path("acts").forEach(act -> seen.add(act.path("position").asLong()));
      path =
          page.path("next").isNull()
              ? null
              : "/api/audit/acts?limit=3&before=" + page.path("next").asString();
    }

    assertThat(seen).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void aRebuild_isAnActBeforeItBegins_andOneOfNoReadModelIsNone() {
    cluster.caller = OPERATOR;
    assertThat(node.post("/api/admin/projections/user/replay", "").status()).isEqualTo(202);
    assertThat(node.post("/api/admin/projections/moon/replay", "").status()).isEqualTo(404);
    assertThat(node.post("/api/admin/dead-letters/none/retry", "").status()).isEqualTo(404);

    assertThat(acts("")).containsExactly("RebuildOrdered projection:user Olga");
  }

  @Test
  void afterARebuild_keysAndActsAreTheSame() {
    issue("k3yOfAlice00", Role.CONSUMER, "ALICE", OPERATOR);
    KeyId key = new KeyId("k3yOfAlice00");
    cluster.log.appendBy(ALICE, key.toString(), new KeyRevoked(key, ALICE, AT));
    JsonNode keys = node.get("/api/keys").body();
    List<String> before = acts("");
    node.post("/api/admin/projections/act/replay", "");
    await()
        .until(
            () ->
                node.get("/api/admin/projections")
                    .body()
                    .valueStream()
                    .anyMatch(model -> model.at("/rebuild/state").asString().equals("DONE")));

    assertThat(node.get("/api/keys").body()).isEqualTo(keys);
    assertThat(acts("")).hasSize(3).endsWith(before.toArray(String[]::new));
    assertThat(node.jdbc().queryForObject("select count(*) from act", Long.class)).isEqualTo(3);
  }

  @Test
  void keys_areListedNewestFirst_withoutAnythingSecret() {
    issue("k3yOfAlice00", Role.CONSUMER, "ALICE", OPERATOR);
    issue("k3yOfAud1t0r", Role.AUDITOR, null, OPERATOR);
    KeyId key = new KeyId("k3yOfAlice00");
    cluster.log.appendBy(ALICE, key.toString(), new KeyRevoked(key, ALICE, AT.plusSeconds(1)));

    Answer answer = node.get("/api/keys");

    assertThat(ids(answer)).containsExactly("k3yOfAud1t0r", "k3yOfAlice00");
    JsonNode revoked = answer.body().at("/keys/1");
    assertThat(revoked.path("state").asString()).isEqualTo("REVOKED");
    assertThat(revoked.at("/revokedBy/name").asString()).isEqualTo("Alice");
    assertThat(answer.body().toString()).doesNotContain("00ff").doesNotContain("hash");
  }

  @Test
  void keysComeInPages() {
    issue("k3yOfAlice00", Role.CONSUMER, "ALICE", OPERATOR);
    issue("k3yOfAlice01", Role.CONSUMER, "ALICE", OPERATOR);
    issue("k3yOfAlice02", Role.CONSUMER, "ALICE", OPERATOR);

    Answer first = node.get("/api/keys?limit=2");
    Answer second = node.get("/api/keys?limit=2&before=" + first.body().path("next").asString());

    assertThat(ids(first)).containsExactly("k3yOfAlice02", "k3yOfAlice01");
    assertThat(ids(second)).containsExactly("k3yOfAlice00");
    assertThat(second.body().path("next").isNull()).isTrue();
    assertThat(node.get("/api/keys?before=nowhere").status()).isEqualTo(400);
  }

  @Test
  void everyCallerSeesItsOwnKeysAndThoseItIssued_andOperatorsAndAuditorsSeeAll() {
    issue("k3yOfAlice00", Role.CONSUMER, "ALICE", OPERATOR);
    issue("k3yOfB0b0000", Role.PROVIDER, "BOB", OPERATOR);
    issue("k3yOfGpu1000", Role.WORKER, "gpu-1", BOB);
    // Another role of the same address is another caller, as far as keys go.
    issue("k3yOfAlice01", Role.PROVIDER, "ALICE", OPERATOR);

    assertThat(seenBy(OPERATOR)).hasSize(4);
    assertThat(seenBy(Caller.ANYBODY)).hasSize(4);
    assertThat(seenBy(new Caller(Role.AUDITOR, null, "x", "auditor"))).hasSize(4);
    assertThat(seenBy(ALICE)).containsExactly("k3yOfAlice00");
    assertThat(seenBy(BOB)).containsExactly("k3yOfGpu1000", "k3yOfB0b0000");
    assertThat(seenBy(Caller.worker(new WorkerId("gpu-1"), "w", "gpu-1")))
        .containsExactly("k3yOfGpu1000");
    assertThat(seenBy(Caller.worker(new WorkerId("ALICE"), "w", "ALICE"))).isEmpty();
    cluster.caller = ALICE;
    assertThat(ids(node.get("/api/keys?subject=BOB"))).isEmpty();
    cluster.caller = OPERATOR;
    assertThat(ids(node.get("/api/keys?subject=ALICE&role=provider")))
        .containsExactly("k3yOfAlice01");
  }

  private void issue(String id, Role role, @Nullable String subject, Caller issuer) {
    KeyId key = new KeyId(id);
    KeyTerms terms = new KeyTerms(role, subject, "name", Set.of(Scope.READ), null);
    cluster.log.appendBy(
        issuer,
        key.toString(),
        new KeyIssued(key, new KeyHash("00ff".repeat(16)), terms, issuer, AT));
  }

  private List<String> seenBy(Caller caller) {
    cluster.caller = caller;
    return ids(node.get("/api/keys"));
  }

  private static List<String> ids(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.body().path("keys").forEach(key -> ids.add(key.path("id").asString()));
    return ids;
  }

  private List<String> acts(String query) {
    List<String> acts = new ArrayList<>();
    node.get("/api/audit/acts" + query)
        .body()
        .path("acts")
        .forEach(
            act ->
                acts.add(
                    String.join(
                        " ",
                        act.path("type").asString(),
                        act.path("stream").asString(),
                        act.at("/caller/name").asString())));
    return acts;
  }
}
