/** New events, from their commit on. */
@NullMarked
package io.qubix.log.tail;

import org.jspecify.annotations.NullMarked;
