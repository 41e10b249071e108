/** The side that decides: aggregates, matching, reassignment, and the log they write. */
@NullMarked
package io.qubix.command;

import org.jspecify.annotations.NullMarked;
