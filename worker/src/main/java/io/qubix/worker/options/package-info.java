/** Reads the options of the programs of QUBIX. */
@NullMarked
package io.qubix.worker.options;

import org.jspecify.annotations.NullMarked;
