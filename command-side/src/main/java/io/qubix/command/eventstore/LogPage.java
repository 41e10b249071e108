package io.qubix.command.eventstore;

import io.qubix.api.log.LogMessage;
import java.util.List;

/**
 * Events that follow each other in the log.
 *
 * @param more whether the page was ended though there may be more
 */
record LogPage(List<LogMessage<?>> events, boolean more) {}
