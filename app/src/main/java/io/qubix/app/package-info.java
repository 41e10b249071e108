/** The one program: both sides, put together and configured. */
@NullMarked
package io.qubix.app;

import org.jspecify.annotations.NullMarked;
