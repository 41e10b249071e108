/** The read model of the books: double entry, append-only, derived from the events. */
@NullMarked
package io.qubix.query.ledger;

import org.jspecify.annotations.NullMarked;
