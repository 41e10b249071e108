/** What each address has in the market, and how much it may have (docs/adr/0024). */
@NullMarked
package io.qubix.command.usage;

import org.jspecify.annotations.NullMarked;
