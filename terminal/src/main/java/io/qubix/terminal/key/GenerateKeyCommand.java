package io.qubix.terminal.key;

import io.qubix.api.caller.Role;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeySecret;
import io.qubix.terminal.session.Session;
import java.security.SecureRandom;
import picocli.CommandLine.Command;

/** Makes a first key without a server. */
@Command(
    name = "generate",
    header = "Makes an operator's key for QUBIX_BOOTSTRAP_KEY, without asking the service.")
final class GenerateKeyCommand implements Runnable {

  private final Session session;

  GenerateKeyCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    SecureRandom random = new SecureRandom();
    session.output().line(KeySecret.make(KeyId.next(random), Role.OPERATOR, random).reveal());
  }
}
