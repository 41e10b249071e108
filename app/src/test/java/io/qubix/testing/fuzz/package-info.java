/** Requests that are ugly on purpose. */
@NullMarked
package io.qubix.testing.fuzz;

import org.jspecify.annotations.NullMarked;
