package io.qubix.command.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.TestDatabase;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeySecret;
import io.qubix.api.key.RevokeKey;
import io.qubix.api.key.Scope;
import io.qubix.command.bus.Commands;
import io.qubix.log.read.EventLog;
import io.qubix.node.RestNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FirstKeyTest {

  private static final Pattern KEY = Pattern.compile("qbx_[a-z]+_\\w{12}_\\w{43}_\\w{6}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String url = TestDatabase.url();

  @Test
  void theFirstStart_showsAnOperatorsKeyThatWorks(CapturedOutput output) {
    try (RestNode node = start(null)) {
      String key = shown(output).get(0);

      ApiKey found = ((Checked.Good) find(node, key)).key();
      assertThat(found.caller().role()).isEqualTo(Role.OPERATOR);
      assertThat(found.terms().scopes())
          .containsExactlyInAnyOrderElementsOf(Scope.of(Role.OPERATOR));
    }
  }

  @Test
  void laterStarts_showNoKey_notEvenAfterItsRevocation(CapturedOutput output) {
    try (RestNode node = start(null)) {
      node.get(Commands.class).<ApiKey>send(new RevokeKey(FirstKey.ID, Caller.ANYBODY));
    }
    try (RestNode node = start(null)) {
      assertThat(shown(output)).hasSize(1);
      assertThat(find(node, shown(output).get(0)))
          .isEqualTo(new Checked.Bad(Checked.Reason.REVOKED, FirstKey.ID));
    }
  }

  @Test
  void twoNodesThatStartAtOnce_makeOneKey(CapturedOutput output) {
    // The tables are made before, as a rolling start would find them.
    RestNode.on(url, Map.of()).close();
    List<CompletableFuture<RestNode>> starting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      starting.add(CompletableFuture.supplyAsync(() -> start(null)));
    }
    List<RestNode> nodes = starting.stream().map(CompletableFuture::join).toList();
    try {
      String key = shown(output).get(0);
      assertThat(shown(output)).hasSize(1);
      assertThat(issued(nodes.get(0))).isEqualTo(1);
      nodes.forEach(node -> assertThat(find(node, key)).isInstanceOf(Checked.Good.class));
    } finally {
      nodes.forEach(RestNode::close);
    }
  }

  @Test
  void aGivenKey_isTaken_onEveryStart_andNeverShown(CapturedOutput output) {
    String given = KeySecret.make(KeyId.next(RANDOM), Role.OPERATOR, RANDOM).reveal();
    for (int i = 0; i < 2; i++) {
      try (RestNode node = start(given)) {
        assertThat(find(node, given)).isInstanceOf(Checked.Good.class);
        assertThat(issued(node)).isEqualTo(1);
      }
    }
    assertThat(output.getAll()).doesNotContain(given.split("_")[3]);
    assertThat(shown(output)).isEmpty();
  }

  @Test
  void aGivenTextThatIsNoOperatorsKey_keepsTheProgramFromStarting_andIsNotShown(
      CapturedOutput output) {
    String consumers = KeySecret.make(KeyId.next(RANDOM), Role.CONSUMER, RANDOM).reveal();
    String right = KeySecret.make(KeyId.next(RANDOM), Role.OPERATOR, RANDOM).reveal();
    for (String wrong : List.of("password", consumers, right + "x")) {
      assertThatThrownBy(() -> start(wrong).close())
          .hasRootCauseInstanceOf(FailureAnalyzedException.class)
          .rootCause()
          .hasMessageNotContaining(wrong);
    }
    assertThat(output.getAll())
        .doesNotContain(consumers.split("_")[3])
        .doesNotContain(right.split("_")[3]);
  }

  @Test
  void aGivenKeyWithTheIdOfAnother_keepsTheProgramFromStarting() {
    KeySecret first = KeySecret.make(KeyId.next(RANDOM), Role.OPERATOR, RANDOM);
    start(first.reveal()).close();
    String other = KeySecret.make(first.id(), Role.OPERATOR, RANDOM).reveal();

    assertThatThrownBy(() -> start(other).close())
        .hasStackTraceContaining("belongs to another key");
  }

  @Test
  void withoutKeys_noneIsMade(CapturedOutput output) {
    try (RestNode node = RestNode.on(url, Map.of())) {
      assertThat(issued(node)).isZero();
      assertThat(shown(output)).isEmpty();
    }
  }

  private RestNode start(@org.jspecify.annotations.Nullable String given) {
    return RestNode.on(
        url,
        given == null
            ? Map.of("qubix.security", "keys")
            : Map.of("qubix.security", "keys", "qubix.bootstrap.key", given));
  }

  private static Checked find(RestNode node, String key) {
    return node.get(KeyRing.class).find(key, Instant.now());
  }

  private static long issued(RestNode node) {
    List<Object> found = new ArrayList<>();
    EventLog log = node.get(EventLog.class);
    log.scan(0, log.head(), Set.of("KeyIssued"), found::add);
    return found.size();
  }

  private static List<String> shown(CapturedOutput output) {
    return KEY.matcher(output.getAll()).results().map(match -> match.group()).toList();
  }
}
