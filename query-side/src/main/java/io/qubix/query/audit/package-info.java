/**
 * The auditor's side: the history as stored, and the books derived again from the events alone, by
 * arithmetic that no other code uses.
 */
@NullMarked
package io.qubix.query.audit;

import org.jspecify.annotations.NullMarked;
