package io.qubix.command.matching;

import io.qubix.api.Command;
import io.qubix.command.bus.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers commands as told, and remembers them. */
final class ScriptedCommands implements Commands {

  final List<Object> sent = new ArrayList<>();

  /** What a command fails with; null lets it take effect. */
  Function<Object, @Nullable RuntimeException> refusal = command -> null;

  @Override
  public <R> R send(Command command) {
    return this.<R>sendAsync(command).join();
  }

  @Override
  public <R> CompletableFuture<R> sendAsync(Command command) {
    sent.add(command);
    RuntimeException failure = refusal.apply(command);
    return failure == null
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.supplyAsync(
            () -> {
              throw failure;
            });
  }
}
