/** Follows a job while a worker runs it. */
@NullMarked
package io.qubix.terminal.watch;

import org.jspecify.annotations.NullMarked;
