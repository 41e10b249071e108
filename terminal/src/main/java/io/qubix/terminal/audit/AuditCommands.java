package io.qubix.terminal.audit;

import io.qubix.terminal.session.Session;
import java.util.List;
import picocli.CommandLine;

/** Makes {@code audit} and its subcommands. */
public final class AuditCommands {

  private AuditCommands() {}

  public static List<Object> of(Session session) {
    CommandLine audit = new CommandLine(new AuditCommand(session));
    audit.addSubcommand(new VerifyCommand(session));
    audit.addSubcommand(new SealCommand(session));
    audit.addSubcommand(new ProofCommand(session));
    audit.addSubcommand(new LedgerCommand(session));
    audit.addSubcommand(new EventsCommand(session));
    return List.of(audit);
  }
}
