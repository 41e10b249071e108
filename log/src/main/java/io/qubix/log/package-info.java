/** The log: appends, seals, reads and distributes events, and runs their followers. */
@NullMarked
package io.qubix.log;

import org.jspecify.annotations.NullMarked;
