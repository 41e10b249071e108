/** The books: who paid whom, for what. */
@NullMarked
package io.qubix.api.ledger;

import org.jspecify.annotations.NullMarked;
