package io.qubix.command.reassignment;

import io.qubix.api.Rejection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Waits for the answers to commands that run outside the unit of work of their event. */
final class Answers {

  private static final int PATIENCE_SECONDS = 20;

  private Answers() {}

  /**
   * Makes the unit of work wait for an answer before it commits, so that the commands of one batch
   * run side by side. A refusal counts as success: the change is done, or no longer wanted. Other
   * failures make the unit of work fail and be repeated.
   */
  static void awaited(CompletableFuture<?> answer) {
    CurrentUnitOfWork.get().onPrepareCommit(work -> await(answer));
  }

  private static void await(CompletableFuture<?> answer) {
    try {
      answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      boolean isRefusal =
          e.getCause() instanceof Rejection && !(e.getCause() instanceof Rejection.Unavailable);
      if (!isRefusal) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
  }
}
