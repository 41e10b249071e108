/** The console in a real browser. */
@NullMarked
package io.qubix.app.console;

import org.jspecify.annotations.NullMarked;
