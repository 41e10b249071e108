/** Divides the heap between the places where bytes wait. */
@NullMarked
package io.qubix.runtime.memory;

import org.jspecify.annotations.NullMarked;
