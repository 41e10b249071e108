/** Reads the options of the programs of QUBIX. */
@NullMarked
package io.qubix.client.options;

import org.jspecify.annotations.NullMarked;
