package io.qubix.log.read;

import java.util.List;

/**
 * A page of events of a range.
 *
 * @param more whether the page ends before its range does
 */
public record EventPage(List<StoredEvent> events, boolean more) {}
