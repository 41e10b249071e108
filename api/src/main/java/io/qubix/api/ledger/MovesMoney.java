package io.qubix.api.ledger;

import io.qubix.api.Event;

/**
 * An event that moves money. Books, earnings and statistics follow from its transfers, for any type
 * of event.
 */
public interface MovesMoney extends Event {

  Transaction transaction();
}
