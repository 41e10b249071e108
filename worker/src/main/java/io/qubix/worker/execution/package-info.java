/** Doing the work: which executor serves a model type, and how each of them works. */
@NullMarked
package io.qubix.worker.execution;

import org.jspecify.annotations.NullMarked;
