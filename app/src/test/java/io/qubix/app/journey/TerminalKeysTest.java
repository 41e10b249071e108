package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.api.caller.Role;
import io.qubix.api.key.KeySecret;
import io.qubix.app.journey.Terminal.Run;
import io.qubix.command.key.Checked;
import io.qubix.command.key.KeyRing;
import io.qubix.terminal.print.Screen;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Keys from a terminal. */
class TerminalKeysTest {

  @Test
  void aKeyIsCreated_listedWithoutItsSecret_andRevoked() {
    try (Server server = Server.on(TestDatabase.url())) {
      Terminal operator = Terminal.of(server, "OPERATOR");
      Run created =
          operator
              .run("keys", "create", "--role", "consumer", "--subject", "ALICE", "--name", "laptop")
              .expect(0);
      KeySecret key = KeySecret.parse(created.line()).orElseThrow();
      assertThat(key.role()).isEqualTo(Role.CONSUMER);
      assertThat(check(server, key)).isInstanceOf(Checked.Good.class);

      Run listed = operator.run("keys", "list", "--subject", "ALICE").expect(0);
      assertThat(listed.out())
          .contains(key.id().value(), "laptop", "live")
          .doesNotContain(key.reveal().split("_")[3]);
      assertThat(operator.run("keys", "list", "--role", "auditor").expect(0).out()).isEmpty();

      operator.run("keys", "revoke", key.id().value()).expect(0);
      assertThat(operator.run("keys", "list", "--json").expect(0).json().at("/0/state").asString())
          .isEqualTo("REVOKED");
      operator.run("keys", "revoke", "000000000000").expect(3);
      operator
          .run("keys", "create", "--role", "auditor", "--name", "x", "--scope", "read,write")
          .expect(2);
    }
  }

  @Test
  void aFirstKey_isMadeWithoutAServer() {
    Terminal nowhere = new Terminal(URI.create("http://localhost:1"), "", Screen.NONE, "");

    KeySecret key = KeySecret.parse(nowhere.run("keys", "generate").expect(0).line()).orElseThrow();

    assertThat(key.role()).isEqualTo(Role.OPERATOR);
  }

  private static Checked check(Server server, KeySecret key) {
    return server.get(KeyRing.class).find(key.reveal(), Instant.now());
  }
}
