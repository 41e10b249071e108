package io.qubix.log.seal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRenamed;
import io.qubix.log.Node;
import io.qubix.log.read.EventLog;
import io.qubix.log.seal.InclusionProof;
import io.qubix.log.seal.KnownHead;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SealVerdict;
import io.qubix.log.seal.SealedBlock;
import io.qubix.log.seal.SignedHead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the seal promises: nothing that was written can be changed unseen. */
class SealedLogTest {

  private String url;
  private Node node;
  private JdbcTemplate database;

  @BeforeEach
  void start() {
    url = TestDatabase.url();
    node = Node.on(url);
    database = node.get(JdbcTemplate.class);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aLogAsItWasWrittenIsIntact() {
    write(20);
    SealVerdict verdict = verify(null);
    assertThat(verdict.intact()).as("%s", verdict).isTrue();
    assertThat(verdict.events()).isEqualTo(40);
    assertThat(verdict.head()).isEqualTo(head());
  }

  @Test
  void anEmptyLogIsIntact() {
    assertThat(verify(null)).isEqualTo(new SealVerdict(true, 0, 0, null, null));
  }

  @Test
  void aChangedEventIsNamed() {
    write(20);
    change(
        "update event set payload = jsonb_set(payload, '{username}', '\"x\"') where position = 7");
    assertThat(verify(null).difference())
        .isEqualTo(new SealVerdict.Difference(7L, blockOf(7), "The event was changed"));
  }

  @Test
  void aChangedEventIsFoundEvenIfItsLeafWasChangedToo() {
    write(20);
    change(
        "update event set payload = jsonb_set(payload, '{username}', '\"x\"') where position = 7",
        "update event set leaf = event_leaf(position, stream, sequence, stream_type, event_id, type,"
            + " revision, at, payload, metadata) where position = 7");
    assertThat(verify(null).difference())
        .extracting(SealVerdict.Difference::block)
        .isEqualTo(blockOf(7));
  }

  @Test
  void aDeletedEventIsNamed() {
    write(20);
    change("delete from event where position = 7");
    assertThat(verify(null).difference())
        .isEqualTo(new SealVerdict.Difference(7L, blockOf(7), "The event is missing"));
  }

  @Test
  void twoSwappedEventsAreNamed() {
    write(20);
    change(
        "update event set position = -1 where position = 7",
        "update event set position = 7 where position = 11",
        "update event set position = 11 where position = -1");
    assertThat(verify(null).difference())
        .isEqualTo(new SealVerdict.Difference(7L, blockOf(7), "The event was changed"));
  }

  @Test
  void anEventThatWasPutInIsNamed() {
    write(2);
    change(
        "insert into event select 5, 'user:EVE', 0, stream_type, gen_random_uuid(), type, revision,"
            + " at, payload, metadata, leaf from event where position = 1");
    assertThat(verify(null).difference())
        .isEqualTo(new SealVerdict.Difference(5L, null, "The event belongs to no block"));
  }

  @Test
  void aCutOffEndIsSeenAgainstASavedHeadOnly() {
    write(20);
    SealedBlock saved = head();
    change(
        "delete from event where position > " + (saved.firstPosition() - 1),
        "delete from block where number = " + saved.number());
    assertThat(verify(null).intact()).as("a bare chain cannot see it").isTrue();
    assertThat(verify(saved).difference())
        .extracting(SealVerdict.Difference::what)
        .isEqualTo("The chain ends before the saved head: blocks were cut off");
  }

  @Test
  void aChainThatWasComputedAnewIsSeenAgainstASavedHead() {
    write(5);
    SealedBlock saved = head();
    change(
        "delete from block",
        "update event set leaf = null",
        "update event set payload = jsonb_set(payload, '{username}', '\"x\"') where position = 1",
        "select seal_events(2)");
    assertThat(verify(null).intact()).as("a bare chain cannot see it").isTrue();
    assertThat(verify(saved).intact()).isFalse();
    assertThat(verify(saved).difference())
        .extracting(SealVerdict.Difference::block)
        .isEqualTo(saved.number());
  }

  @Test
  void aSavedHeadOfLongAgoIsStillPartOfTheChain() {
    write(3);
    SealedBlock saved = head();
    writeMore("later", 5);
    assertThat(verify(saved).intact()).isTrue();
  }

  @Test
  void theHeadIsSignedWithAKeyOfTheNodesOwnAndSavedOutsideOfTheDatabase() throws Exception {
    Path directory = TestDatabase.directory();
    String publicKey;
    try (Node signer = Node.on(url, "sealed", directory)) {
      signer.append("user:A", 0, renamed("a"));
      SignedHead head = signer.get(Seal.class).signedHead().orElseThrow();
      assertThat(isSignedBy(head)).isTrue();
      assertThat(
              isSignedBy(
                  new SignedHead(
                      new SealedBlock(2, 1, 1, Instant.EPOCH, "", "", head.block().hash()),
                      head.signature(),
                      head.publicKey())))
          .isFalse();
      publicKey = head.publicKey();
      await()
          .untilAsserted(
              () ->
                  assertThat(Files.readString(directory.resolve("heads.jsonl")))
                      .contains(head.block().hash(), head.signature()));
    }
    assertThat(Files.getPosixFilePermissions(directory.resolve("seal.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (Node again = Node.on(url, "sealed", directory)) {
      assertThat(again.get(Seal.class).signedHead().orElseThrow().publicKey()).isEqualTo(publicKey);
    }
  }

  @Test
  void aKeyThatOthersMayRead_isRefused() throws Exception {
    Path key = TestDatabase.directory().resolve("seal.key");
    SealKey.in(key);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> SealKey.in(key))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("may use the key of the seal, " + key + " (rw-r-----)");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    SealKey.in(key);
  }

  private static boolean isSignedBy(SignedHead head) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(head.publicKey()))));
    signature.update(SignedHead.message(head.block()).getBytes(StandardCharsets.UTF_8));
    return signature.verify(Base64.getDecoder().decode(head.signature()));
  }

  @Test
  void aProofLeadsFromTheEventToItsBlock() {
    concurrently(30, i -> node.append("user:A" + i, 0, renamed("a"), renamed("b"), renamed("c")));
    LogFormat format = new LogFormat();
    for (long position = 1; position <= 90; position++) {
      InclusionProof proof = node.get(Seal.class).proof(position).orElseThrow();
      byte[] hash = format.leaf(proof.leafBytes());
      assertThat(LogFormat.hex(hash)).isEqualTo(proof.leaf());
      for (InclusionProof.Step step : proof.path()) {
        byte[] neighbour = HexFormat.of().parseHex(step.hash());
        hash =
            io.qubix.api.Uuids.sha256(
                step.left() ? joined(neighbour, hash) : joined(hash, neighbour));
      }
      assertThat(LogFormat.hex(hash)).isEqualTo(proof.block().root());
      assertThat(LogFormat.hex(format.block(proof.block()))).isEqualTo(proof.block().hash());
    }
    assertThat(node.get(Seal.class).proof(91)).isEmpty();
    assertThat(node.get(Seal.class).proof(0)).isEmpty();
  }

  private static byte[] joined(byte[] left, byte[] right) {
    byte[] all = new byte[65];
    all[0] = 1;
    System.arraycopy(left, 0, all, 1, 32);
    System.arraycopy(right, 0, all, 33, 32);
    return all;
  }

  @Test
  void aConflictInAGroupFailsItsOwnCommandOnly() {
    node.append("user:HOT", 0, renamed("first"));
    List<String> outcomes = new ArrayList<>(java.util.Collections.nCopies(64, ""));
    concurrently(
        64,
        i -> {
          try {
            node.append(i % 4 == 0 ? "user:HOT" : "user:" + i, i % 4 == 0 ? 1 : 0, renamed("x"));
            outcomes.set(i, "written");
          } catch (ConcurrencyException e) {
            outcomes.set(i, "conflict");
          }
        });
    List<String> hot = IntStream.range(0, 16).mapToObj(i -> outcomes.get(4 * i)).toList();
    assertThat(hot).containsOnlyOnce("written");
    assertThat(outcomes.stream().filter("written"::equals)).hasSize(48 + 1);
    assertThat(node.get(EventLog.class).head()).isEqualTo(50);
    assertThat(verify(null).intact()).isTrue();
  }

  @Test
  void whatJsonbCannotHoldFailsItsOwnCommandOnly() {
    List<String> outcomes = new ArrayList<>(java.util.Collections.nCopies(32, ""));
    concurrently(
        32,
        i -> {
          try {
            node.append("user:" + i, 0, renamed(i == 13 ? "nul \u0000" : "fine"));
            outcomes.set(i, "written");
          } catch (RuntimeException e) {
            outcomes.set(i, "refused");
          }
        });
    assertThat(outcomes.indexOf("refused")).isEqualTo(13);
    assertThat(outcomes.stream().filter("written"::equals)).hasSize(31);
    assertThat(verify(null).intact()).isTrue();
  }

  @Test
  void twoNodesChainTheirBlocksToOneAnother() {
    try (Node other = Node.on(url)) {
      concurrently(
          40, i -> (i % 2 == 0 ? node : other).append("user:" + i, 0, renamed("x"), renamed("y")));
      SealVerdict verdict = verify(null);
      assertThat(verdict.intact()).as("%s", verdict).isTrue();
      assertThat(verdict.events()).isEqualTo(80);
    }
  }

  /** As one does that began before times were given as numbers, while nodes are replaced. */
  @Test
  void aNodeOfBeforeGoesOnWriting() {
    write(2);
    database.queryForObject(
        """
        select append_block(array['user:OLD', 'user:OLD'], array[0, 1]::bigint[],
          array['User', 'User'], array[gen_random_uuid(), gen_random_uuid()],
          array['io.qubix.api.user.UserRenamed', 'io.qubix.api.user.UserRenamed'],
          array['1', null], array['2026-01-02T03:04:05.678901Z', '1969-12-31T23:59:59.5Z']::timestamptz[],
          array['{"a": 1E5}', '{"b": 2}'], array['{}', '{}'])
        """,
        Long.class);
    assertThat(
            database.queryForList(
                "select at from event where stream = 'user:OLD' order by sequence",
                OffsetDateTime.class))
        .extracting(OffsetDateTime::toInstant)
        .containsExactly(
            Instant.parse("2026-01-02T03:04:05.678901Z"), Instant.parse("1969-12-31T23:59:59.5Z"));
    SealVerdict verdict = verify(null);
    assertThat(verdict.intact()).as("%s", verdict).isTrue();
    assertThat(verdict.events()).isEqualTo(6);
  }

  @Test
  void aLogOfAxonsEngineIsSealedWhenItIsOpenedAndThenBelongsToTheSeal() {
    String old = TestDatabase.url();
    try (Node axon = Node.on(old, "axon")) {
      for (int i = 0; i < 10; i++) {
        axon.append("user:" + i, 0, renamed("x"));
      }
    }
    try (Node sealed = Node.on(old)) {
      sealed.append("user:1", 1, renamed("y"));
      SealVerdict verdict = sealed.get(Seal.class).verify(null, checked -> {});
      assertThat(verdict.intact()).as("%s", verdict).isTrue();
      assertThat(verdict.events()).isEqualTo(11);
    }
    assertThatThrownBy(() -> Node.on(old, "axon"))
        .rootCause()
        .hasMessageContaining("The log of this database is sealed");
  }

  @Test
  void aChainCannotFork() {
    write(2);
    assertThatThrownBy(
            () ->
                database.update(
                    "insert into block select number + 100, first_position + 100,"
                        + " last_position + 100, at, root, previous, hash from block"))
        .isInstanceOf(org.springframework.dao.DuplicateKeyException.class);
  }

  private void write(int commands) {
    writeMore("first", commands);
  }

  private void writeMore(String name, int commands) {
    for (int i = 0; i < commands; i++) {
      node.append("user:" + name + i, 0, renamed("a"), renamed("b"));
    }
  }

  private static void concurrently(int times, java.util.function.IntConsumer action) {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, times)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> action.accept(i), command -> new Thread(command).start()))
            .toList();
    all.forEach(CompletableFuture::join);
  }

  private SealVerdict verify(SealedBlock expected) {
    KnownHead known = expected == null ? null : new KnownHead(expected.number(), expected.hash());
    return node.get(Seal.class).verify(known, checked -> {});
  }

  private SealedBlock head() {
    return node.get(Seal.class).head().orElseThrow();
  }

  private Long blockOf(long position) {
    return database.queryForObject(
        "select number from block where ? between first_position and last_position",
        Long.class,
        position);
  }

  /** Changes the log as a user with the database's password could. */
  private void change(String... statements) {
    for (String statement : statements) {
      database.execute(statement);
    }
  }

  private static UserRenamed renamed(String name) {
    return new UserRenamed(new QubicAddress("ALICE"), name, Instant.EPOCH);
  }
}
