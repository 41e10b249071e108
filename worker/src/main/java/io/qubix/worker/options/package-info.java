/** How the programs of QUBIX read their options. */
@NullMarked
package io.qubix.worker.options;

import org.jspecify.annotations.NullMarked;
