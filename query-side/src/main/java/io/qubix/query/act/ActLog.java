package io.qubix.query.act;

import io.qubix.api.Rejection;
import io.qubix.api.act.ActEvent;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.query.ForQueries;
import io.qubix.runtime.store.StoreFailure;
import java.time.Duration;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;

/**
 * Appends acts to the log before they are carried out, so that none goes unnoticed. They decide
 * nothing and need no aggregate.
 */
@Component
@ForQueries
public final class ActLog {

  private static final String STREAM_TYPE = "Act";
  private static final int TRIES = 5;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final EventStore store;
  private final CurrentCaller current;

  ActLog(EventStore store, CurrentCaller current) {
    this.store = store;
    this.current = current;
  }

  /**
   * @throws Rejection.Unavailable when the store is away: the act may be in the log or not, and
   *     must not be carried out
   */
  public void append(ActEvent act) {
    for (int i = 0; i < TRIES; i++) {
      try {
        long last = store.lastSequenceNumberFor(act.stream()).orElse(-1L);
        store.publish(
            new GenericDomainEventMessage<>(
                STREAM_TYPE, act.stream(), last + 1, act, current.now().toMetadata()));
        return;
      } catch (ConcurrencyException e) {
        // Another act took the place in the stream.
      } catch (RuntimeException e) {
        throw StoreFailure.refusal(e, RETRY_AFTER);
      }
    }
    throw new Rejection.Unavailable(
        "It was done at the same moment; please try again", RETRY_AFTER);
  }
}
