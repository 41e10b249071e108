package io.qubix.api;

/**
 * An event in the log. Released shapes never change; a new shape is a new revision. Each family of
 * events is sealed in its own package.
 */
public interface Event {

  /** Returns the id of the stream that the event belongs to; clients subscribe to it by that. */
  String stream();
}
