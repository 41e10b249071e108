/** A way to a locked service for clients that know no keys. */
@NullMarked
package io.qubix.terminal.bridge;

import org.jspecify.annotations.NullMarked;
