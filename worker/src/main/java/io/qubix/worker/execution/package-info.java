/** Runs the work: one executor for each model type. */
@NullMarked
package io.qubix.worker.execution;

import org.jspecify.annotations.NullMarked;
