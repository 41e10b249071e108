/** Follows jobs that wait too long or whose attempt failed: deadlines and retries. */
@NullMarked
package io.qubix.command.reassignment;

import org.jspecify.annotations.NullMarked;
