package io.qubix.api;

/**
 * An event in the log. Released shapes never change; a new shape is a new revision. Each family of
 * events is sealed in its own package.
 */
public interface Event {

  /** Returns the id of the event's stream, to which clients subscribe. */
  String stream();
}
