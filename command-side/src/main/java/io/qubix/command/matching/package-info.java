/** The order book: which job goes to which provider, and why. */
@NullMarked
package io.qubix.command.matching;

import org.jspecify.annotations.NullMarked;
