/** Folds events that move money into the books. */
@NullMarked
package io.qubix.query.ledger.fold;

import org.jspecify.annotations.NullMarked;
