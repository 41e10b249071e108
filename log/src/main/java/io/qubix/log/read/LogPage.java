package io.qubix.log.read;

import java.util.List;

/**
 * Consecutive events.
 *
 * @param more whether more may follow
 */
public record LogPage<T>(List<T> events, boolean more) {}
