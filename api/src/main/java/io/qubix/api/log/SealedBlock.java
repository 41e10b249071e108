package io.qubix.api.log;

import java.time.Instant;

/**
 * A group of events that was committed together, chained to the one before.
 *
 * @param number from 1
 * @param firstPosition of its events
 * @param lastPosition of its events, inclusive
 * @param root of the tree over its events, 64 hex digits
 * @param previous the hash of the block before; zeros in the first
 * @param hash of all that, 64 hex digits
 */
public record SealedBlock(
    long number,
    long firstPosition,
    long lastPosition,
    Instant at,
    String root,
    String previous,
    String hash) {}
