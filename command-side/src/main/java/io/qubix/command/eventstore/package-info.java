/** How events reach PostgreSQL, and how they are heard of from there. */
@NullMarked
package io.qubix.command.eventstore;

import org.jspecify.annotations.NullMarked;
