/** The seal of the log: its blocks, its proofs, its verification. */
@NullMarked
package io.qubix.log.seal;

import org.jspecify.annotations.NullMarked;
