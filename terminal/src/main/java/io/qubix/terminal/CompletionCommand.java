package io.qubix.terminal;

import io.qubix.terminal.session.Session;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands and options in a shell. */
@Command(
    name = "completion",
    header = "Prints a script that completes commands and options in your shell.",
    footer = {
      "",
      "bash, in ~/.bashrc:  source <(qubix completion bash)",
      "zsh, in ~/.zshrc:    source <(qubix completion zsh)"
    })
final class CompletionCommand implements Runnable {

  enum Shell {
    bash,
    zsh
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
  private Shell shell = Shell.bash;

  CompletionCommand(Session session) {
    this.session = session;
  }

  /** Prints one script for both shells: in zsh it loads bashcompinit. */
  @Override
  public void run() {
    session.output().ownText(AutoComplete.bash("qubix", spec.root().commandLine()));
  }
}
