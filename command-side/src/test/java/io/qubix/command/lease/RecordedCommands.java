package io.qubix.command.lease;

import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.command.bus.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Notes what was sent, and answers with nothing or the refusal it was given. */
final class RecordedCommands implements Commands {

  final List<Object> sent = new ArrayList<>();
  @Nullable Rejection refusal;

  /** What happens while a command is carried out. */
  Runnable meanwhile = () -> {};

  @Override
  public <R> R send(Command command) {
    sent.add(command);
    meanwhile.run();
    if (refusal != null) {
      throw refusal;
    }
    return null;
  }

  @Override
  public <R> CompletableFuture<R> sendAsync(Command command) {
    sent.add(command);
    return refusal == null
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.failedFuture(refusal);
  }
}
