/**
 * What happens, told at once: follows the log on every node and feeds WebSockets. Nobody who
 * listens can hold up the log, a command or another listener.
 */
@NullMarked
package io.qubix.query.live;

import org.jspecify.annotations.NullMarked;
