/** Takes the heartbeats of workers. */
@NullMarked
package io.qubix.command.lease.heartbeat;

import org.jspecify.annotations.NullMarked;
