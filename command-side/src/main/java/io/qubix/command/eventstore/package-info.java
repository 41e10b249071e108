/** Writes events to PostgreSQL, and tells the readers of them. */
@NullMarked
package io.qubix.command.eventstore;

import org.jspecify.annotations.NullMarked;
