package io.qubix.log.read;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The input or the result of an event.
 *
 * @param position of the event
 * @param value the content, or null when it is omitted or the event has none
 * @param omitted whether it is larger than the reader asked for
 */
public record Content(long position, @Nullable JsonNode value, boolean omitted) {}
