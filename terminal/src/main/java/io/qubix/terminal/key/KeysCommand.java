package io.qubix.terminal.key;

import io.qubix.terminal.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the help of {@code keys}. */
@Command(
    name = "keys",
    header = "Issues, lists and revokes API keys.",
    footer = {
      "",
      "qubix keys create --role consumer --subject ALICE --name laptop",
      "qubix keys revoke k3yOfAlice00"
    })
public final class KeysCommand implements Runnable {

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  private KeysCommand(Session session) {
    this.session = session;
  }

  /** Makes {@code keys} with its subcommands. */
  public static CommandLine of(Session session) {
    return new CommandLine(new KeysCommand(session))
        .addSubcommand(new CreateKeyCommand(session))
        .addSubcommand(new ListKeysCommand(session))
        .addSubcommand(new RevokeKeyCommand(session))
        .addSubcommand(new GenerateKeyCommand(session));
  }

  @Override
  public void run() {
    session.output().ownText(spec.commandLine().getUsageMessage());
  }
}
