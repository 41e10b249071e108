package io.qubix.log.read;

import io.qubix.log.tail.LogMessage;
import java.util.List;

/**
 * Consecutive events of the log.
 *
 * @param more whether more may follow
 */
public record LogPage(List<LogMessage<?>> events, boolean more) {}
