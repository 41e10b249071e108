package io.qubix.command.bus;

import io.qubix.api.Rejection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the answers to commands that run apart from the unit of work that sent them. */
public final class Answers {

  private static final int PATIENCE_SECONDS = 20;

  private Answers() {}

  /**
   * Waits for an answer. Returns the refusal, or null when the command took effect.
   *
   * @throws RuntimeException when the outcome is unknown: the command must be sent again
   */
  public static @Nullable Rejection refusal(CompletableFuture<?> answer) {
    try {
      answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
      return null;
    } catch (CompletionException e) {
      if (e.getCause() instanceof Rejection refusal
          && !(refusal instanceof Rejection.Unavailable)) {
        return refusal;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
