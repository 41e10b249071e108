/** The books as they follow from the events: double entry, append only. */
@NullMarked
package io.qubix.query.ledger;

import org.jspecify.annotations.NullMarked;
