/** A provider: its aggregate, its REST commands, and the leases that its heartbeats renew. */
@NullMarked
package io.qubix.command.provider;

import org.jspecify.annotations.NullMarked;
