/** Read models: take in events, report their positions, and are rebuilt. */
@NullMarked
package io.qubix.query.projection;

import org.jspecify.annotations.NullMarked;
