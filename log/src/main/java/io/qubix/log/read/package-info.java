/** The stored log, read by position or by stream. */
@NullMarked
package io.qubix.log.read;

import org.jspecify.annotations.NullMarked;
