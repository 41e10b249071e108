/** What becomes of a job that nobody takes, or whose attempt failed: deadlines and retries. */
@NullMarked
package io.qubix.command.reassignment;

import org.jspecify.annotations.NullMarked;
