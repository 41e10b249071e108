package io.qubix.terminal;

import io.qubix.client.options.ManifestVersion;
import io.qubix.terminal.session.GlobalOptions;
import io.qubix.terminal.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Prints the help of the program. */
@Command(
    name = "qubix",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = ManifestVersion.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    usageHelpAutoWidth = true)
final class QubixCommand implements Runnable {

  @Mixin private final GlobalOptions options;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Session session;

  QubixCommand(Session session) {
    this.session = session;
    this.options = session.options();
  }

  @Override
  public void run() {
    session.output().ownText(spec.commandLine().getUsageMessage());
  }
}
