/**
 * For whoever has to prove something: the history as stored, and the books derived again from the
 * events alone, by arithmetic that nothing else uses.
 */
@NullMarked
package io.qubix.query.audit;

import org.jspecify.annotations.NullMarked;
