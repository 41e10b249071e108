/** The commands for accounts and payments. */
@NullMarked
package io.qubix.terminal.ledger;

import org.jspecify.annotations.NullMarked;
