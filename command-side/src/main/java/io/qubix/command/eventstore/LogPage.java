package io.qubix.command.eventstore;

import io.qubix.api.log.LogMessage;
import java.util.List;

/**
 * Consecutive events of the log.
 *
 * @param more whether more may follow
 */
record LogPage(List<LogMessage<?>> events, boolean more) {}
