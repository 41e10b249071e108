package io.qubix.terminal.audit;

import io.qubix.terminal.session.Session;
import picocli.CommandLine;
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
public final class AuditCommand implements Runnable {

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  private AuditCommand(Session session) {
    this.session = session;
  }

  /** Makes {@code audit} with its subcommands. */
  public static CommandLine of(Session session) {
    return new CommandLine(new AuditCommand(session))
        .addSubcommand(new VerifyCommand(session))
        .addSubcommand(new SealCommand(session))
        .addSubcommand(new ProofCommand(session))
        .addSubcommand(new LedgerCommand(session))
        .addSubcommand(new EventsCommand(session));
  }

  @Override
  public void run() {
    session.output().ownText(spec.commandLine().getUsageMessage());
  }
}
