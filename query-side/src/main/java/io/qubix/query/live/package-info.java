/**
 * Live updates: follow the log on every node and feed WebSockets. No subscriber can hold up the
 * log, a command or another subscriber.
 */
@NullMarked
package io.qubix.query.live;

import org.jspecify.annotations.NullMarked;
