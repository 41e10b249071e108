package io.qubix.query.projection;

import io.qubix.runtime.thread.VitalThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Retries the dead letters once after each start: an update may have mended their cause. */
final class SecondChance {

  private static final Logger log = LoggerFactory.getLogger(SecondChance.class);

  private final DeadLetters letters;

  SecondChance(DeadLetters letters) {
    this.letters = letters;
  }

  @EventListener(ApplicationReadyEvent.class)
  void started() {
    VitalThreads.started("dead-letters", this::retry);
  }

  private void retry() {
    try {
      int handled = letters.retryAll();
      if (handled > 0) {
        log.info("{} dead letters were handled", handled);
      }
    } catch (RuntimeException e) {
      log.warn("The dead letters could not be retried: {}", e.toString());
    }
  }
}
