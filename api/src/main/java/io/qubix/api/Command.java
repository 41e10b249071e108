package io.qubix.api;

/** A request to change something. Each family of commands is sealed in its own package. */
public interface Command {

  /** Returns what the command is for; as text it is the id of the stream. */
  Object target();

  /** Returns the refusal that there is no such target. */
  Rejection.NotFound unknown();
}
