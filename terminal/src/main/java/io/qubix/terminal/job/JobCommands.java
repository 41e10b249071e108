package io.qubix.terminal.job;

import io.qubix.terminal.session.Session;
import io.qubix.terminal.watch.Watching;
import java.util.List;

/**
 * Makes the commands {@code submit}, {@code watch}, {@code jobs}, {@code job} and {@code cancel}.
 */
public final class JobCommands {

  private JobCommands() {}

  public static List<Object> of(Session session) {
    return List.of(
        new SubmitCommand(session),
        Watching.command(session),
        new JobsCommand(session),
        new ShowCommand(session),
        new CancelCommand(session));
  }
}
