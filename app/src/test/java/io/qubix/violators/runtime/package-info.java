/** Breaks the rules of the architecture, to prove that they would tell. */
@NullMarked
package io.qubix.violators.runtime;

import org.jspecify.annotations.NullMarked;
