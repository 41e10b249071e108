package io.qubix.terminal.watch;

import io.qubix.terminal.print.Output;

/** Says, when Ctrl-C ends the watching, that the job goes on. */
final class Farewell implements AutoCloseable {

  private final Thread hook;

  Farewell(String jobId, Output output) {
    hook =
        new Thread(
            () -> {
              // Ctrl-C may leave a bar and ^C on the current line.
              String newLine = output.screen().terminal() ? System.lineSeparator() : "";
              output.notice(newLine + "The job goes on. Watch it again: qubix watch " + jobId);
            },
            "farewell");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is already running.
    }
  }
}
