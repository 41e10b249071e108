/** Writes many rows of a table in one statement. */
@NullMarked
package io.qubix.query.batch;

import org.jspecify.annotations.NullMarked;
