package io.qubix.terminal.audit;

import io.qubix.terminal.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the help of {@code audit}. */
@Command(
    name = "audit",
    header = "Checks the log and the books.",
    footer = {
      "",
      "qubix audit seal --save heads.jsonl    today, on your own machine",
      "qubix audit verify --expect heads.jsonl    later"
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
