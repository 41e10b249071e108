/** Breaks the rules of the architecture, to prove that they would tell. */
@NullMarked
package io.qubix.violators.crowd;

import org.jspecify.annotations.NullMarked;
