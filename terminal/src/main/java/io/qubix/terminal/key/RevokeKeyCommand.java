package io.qubix.terminal.key;

import io.qubix.client.QubixClient;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Revokes a key. */
@Command(name = "revoke", header = "Revokes a key, for good and on every node.")
final class RevokeKeyCommand implements Runnable {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "The key's id, its third part.")
  private @Nullable String id;

  RevokeKeyCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    JsonNode answer;
    try {
      answer = session.delete("/api/keys/" + QubixClient.segment(String.valueOf(id)));
    } catch (Failure e) {
      throw e.whenNotFound("qubix keys list shows them.");
    }
    Output output = session.output();
    if (session.json()) {
      output.json(answer);
    } else {
      output.line("Key " + answer.path("key").path("id").asString() + " is revoked");
    }
  }
}
