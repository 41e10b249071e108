/** The books: accounts and payments. */
@NullMarked
package io.qubix.api.ledger;

import org.jspecify.annotations.NullMarked;
