/** Divides the heap between the places where bytes wait. */
@NullMarked
package io.qubix.api.memory;

import org.jspecify.annotations.NullMarked;
