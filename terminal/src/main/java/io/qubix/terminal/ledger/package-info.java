/** Who paid and who earned. */
@NullMarked
package io.qubix.terminal.ledger;

import org.jspecify.annotations.NullMarked;
