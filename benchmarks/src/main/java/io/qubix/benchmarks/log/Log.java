package io.qubix.benchmarks.log;

import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** A log and the command bus over it, without processors that follow it. */
interface Log extends AutoCloseable {

  String name();

  EventStore store();

  CommandGateway gateway();

  /** Returns the number of stored events. */
  long events() throws Exception;

  /**
   * @throws IllegalStateException when the log can tell that it was changed
   */
  void verify() throws Exception;

  @Override
  void close();
}
