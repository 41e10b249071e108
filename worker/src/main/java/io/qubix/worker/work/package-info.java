/** Registers, fetches jobs, runs them and reports, until the worker stops. */
@NullMarked
package io.qubix.worker.work;

import org.jspecify.annotations.NullMarked;
