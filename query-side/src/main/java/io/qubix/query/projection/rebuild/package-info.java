/** Builds a read model again beside the one that serves. */
@NullMarked
package io.qubix.query.projection.rebuild;

import org.jspecify.annotations.NullMarked;
