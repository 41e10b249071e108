package io.qubix.log.axon;

import io.qubix.api.Contents;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;

/** Reads events with their contents; Axon's event store reads them without. */
public interface WholeEvents {

  /** Reads the events of one stream, oldest first, a page at a time. */
  Stream<? extends DomainEventMessage<?>> of(String stream);

  /** Reads the same events, those with {@linkplain Contents#SMALL large} contents without them. */
  Stream<? extends DomainEventMessage<?>> smallOf(String stream);
}
