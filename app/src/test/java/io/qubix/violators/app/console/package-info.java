/** Breaks the rules of the console. */
@NullMarked
package io.qubix.violators.app.console;

import org.jspecify.annotations.NullMarked;
