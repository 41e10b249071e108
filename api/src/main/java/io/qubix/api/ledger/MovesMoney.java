package io.qubix.api.ledger;

import io.qubix.api.Event;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An event that moves money. The books follow from its transfers, for any type of event. */
public interface MovesMoney extends Event {

  /**
   * Returns the id of the transaction. It follows from the event, so that the event is booked once.
   */
  UUID transactionId();

  Instant movedAt();

  List<Transfer> transfers();
}
