/** The reference worker: takes jobs from a QUBIX service, runs them, and earns. */
@NullMarked
package io.qubix.worker;

import org.jspecify.annotations.NullMarked;
