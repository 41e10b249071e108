/** Passes new events to all readers of this node. */
@NullMarked
package io.qubix.log.distribute;

import org.jspecify.annotations.NullMarked;
