package io.qubix.log.seal;

/**
 * The bytes of an event that the seal covers.
 *
 * @param leafBytes the hashed bytes, as text (docs/log-format.md)
 */
public record EventBytes(long position, String leafBytes) {}
