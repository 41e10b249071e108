package io.qubix.log.read;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * An event as stored in the log.
 *
 * @param position its place in the log, from 1, in commit order
 * @param stream {@code job:…}, {@code provider:…} or {@code user:…}
 * @param sequence its place in that stream, from 0
 * @param type the event's simple name, as in {@code JobCreated}
 * @param payload the event as stored, not upcast
 */
public record StoredEvent(
    long position,
    String stream,
    long sequence,
    String type,
    String revision,
    Instant timestamp,
    JsonNode payload) {}
