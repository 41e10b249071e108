package io.qubix.log.seal;

import java.time.Instant;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * A group of events that was committed together, chained to the previous block.
 *
 * @param number from 1
 * @param firstPosition of its events
 * @param lastPosition of its events, inclusive
 * @param at when it was sealed, in microseconds, because the hash is made from it
 * @param root of the tree over its events, 64 hex digits
 * @param previous the hash of the previous block; zeros in the first
 * @param hash of all that, 64 hex digits
 */
public record SealedBlock(
    long number,
    long firstPosition,
    long lastPosition,
    @JsonSerialize(using = ToStringSerializer.class) Instant at,
    String root,
    String previous,
    String hash) {}
