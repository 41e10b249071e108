/** Writes events to PostgreSQL, many commands at a time. */
@NullMarked
package io.qubix.log.append;

import org.jspecify.annotations.NullMarked;
