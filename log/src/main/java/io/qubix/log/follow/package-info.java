/** Followers of the log: their leases, their positions, and how events reach them. */
@NullMarked
package io.qubix.log.follow;

import org.jspecify.annotations.NullMarked;
