/** Short messages between the nodes. */
@NullMarked
package io.qubix.log.signal;

import org.jspecify.annotations.NullMarked;
