package io.qubix.benchmarks;

import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** A log and the command bus over it, by itself: no processor follows it. */
interface Log extends AutoCloseable {

  String name();

  EventStore store();

  CommandGateway gateway();

  /** The events that are stored. */
  long events() throws Exception;

  /**
   * @throws IllegalStateException when the log can tell that it is not as it was written
   */
  void verify() throws Exception;

  @Override
  void close();
}
