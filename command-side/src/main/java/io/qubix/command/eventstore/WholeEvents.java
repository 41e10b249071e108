package io.qubix.command.eventstore;

import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;

/** Reads events with their contents, which those of Axon's event store come without. */
public interface WholeEvents {

  /** The events of one stream, oldest first, read a page at a time. */
  Stream<? extends DomainEventMessage<?>> of(String stream);
}
