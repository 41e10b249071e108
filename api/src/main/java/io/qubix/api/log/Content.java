package io.qubix.api.log;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One of the contents of an event.
 *
 * @param position the event's
 * @param value null when it is omitted, or the event has none
 * @param omitted whether it is larger than was asked for
 */
public record Content(long position, @Nullable JsonNode value, boolean omitted) {}
