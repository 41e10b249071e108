/** Derives the books again from the events alone and compares them with the books as stored. */
@NullMarked
package io.qubix.query.proof;

import org.jspecify.annotations.NullMarked;
