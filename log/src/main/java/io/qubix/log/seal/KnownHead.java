package io.qubix.log.seal;

/**
 * A head of the log that was saved elsewhere.
 *
 * @param number of the block
 * @param hash of the block, 64 hex digits
 */
public record KnownHead(long number, String hash) {}
