/** Following a job while it is worked on. */
@NullMarked
package io.qubix.terminal.watch;

import org.jspecify.annotations.NullMarked;
