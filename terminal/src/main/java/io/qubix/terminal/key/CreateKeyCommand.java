package io.qubix.terminal.key;

import io.qubix.api.caller.Role;
import io.qubix.api.key.Scope;
import io.qubix.terminal.print.Moment;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.session.Session;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Issues a key. */
@Command(
    name = "create",
    header = "Issues a key and prints it, alone on the output. It is not shown again.")
final class CreateKeyCommand implements Runnable {

  private final Session session;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "What it is for, for people.")
  private String name = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "${COMPLETION-CANDIDATES} (default: your own).")
  private @Nullable Role role;

  @Option(
      names = "--subject",
      paramLabel = "ADDRESS",
      description = "The address of a consumer or provider, or the id of a worker.")
  private @Nullable String subject;

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      split = ",",
      description = "${COMPLETION-CANDIDATES} (default: all that the role has).")
  private @Nullable List<Scope> scopes;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = Moment.class,
      description = "When it is refused from, such as 2027-01-01 (default: never).")
  private @Nullable Instant expires;

  CreateKeyCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Map<String, Object> body = new HashMap<>();
    body.put("name", name);
    if (role != null) {
      body.put("role", role.word());
    }
    if (subject != null) {
      body.put("subject", subject);
    }
    if (scopes != null) {
      body.put("scopes", scopes.stream().map(Scope::name).toList());
    }
    if (expires != null) {
      body.put("expiresAt", expires.toString());
    }
    JsonNode answer = session.post("/api/keys", body, Map.of());
    Output output = session.output();
    if (session.json()) {
      output.json(answer);
    } else {
      output.line(answer.path("secret").asString());
      output.notice("Keep it: it is not shown again.");
    }
  }
}
