package io.qubix.api;

/**
 * Something that happened and is in the log for good. Released shapes never change; a new shape is
 * a new revision. Each family of events is sealed in its own package.
 */
public interface Event {

  /** Returns the id of the stream that the event belongs to; clients subscribe to it by that. */
  String stream();
}
