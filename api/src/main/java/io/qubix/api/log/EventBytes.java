package io.qubix.api.log;

/**
 * What the seal covers of an event.
 *
 * @param leafBytes what is hashed of it, as text (docs/log-format.md)
 */
public record EventBytes(long position, String leafBytes) {}
