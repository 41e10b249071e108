package io.qubix.terminal.audit;

import io.qubix.terminal.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the help of {@code audit}. */
@Command(
    name = "audit",
    header = "Checks that the log and the books are true.",
    footer = {
      "",
      "qubix audit seal --save heads.jsonl    today, on a machine of yours",
      "qubix audit verify --expect heads.jsonl    some day later"
    })
final class AuditCommand implements Runnable {

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  AuditCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    session.output().raw(spec.commandLine().getUsageMessage());
  }
}
