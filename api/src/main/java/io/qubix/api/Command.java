package io.qubix.api;

/** A request to change something. Each family of commands is sealed in its own package. */
public interface Command {

  /** Returns the target's id; as text it is the id of the stream. */
  Object target();

  /** Returns the refusal for a target that does not exist. */
  Rejection.NotFound unknown();
}
