/** The bounds of what clients may send. */
@NullMarked
package io.qubix.api.bounds;

import org.jspecify.annotations.NullMarked;
