package io.qubix.command.eventstore;

import io.qubix.api.log.Contents;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;

/** Reads events with their contents; Axon's event store reads them without. */
public interface WholeEvents {

  /** Reads the events of one stream, oldest first, a page at a time. */
  Stream<? extends DomainEventMessage<?>> of(String stream);

  /** The same, but events with {@linkplain Contents#SMALL large} contents come without them. */
  Stream<? extends DomainEventMessage<?>> smallOf(String stream);
}
