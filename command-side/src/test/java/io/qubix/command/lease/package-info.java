/** Tests of leases, with clocks that are set by hand. */
@NullMarked
package io.qubix.command.lease;

import org.jspecify.annotations.NullMarked;
