/** The events that read models could not take in. */
@NullMarked
package io.qubix.query.projection.letter;

import org.jspecify.annotations.NullMarked;
