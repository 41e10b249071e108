/** The console: pages for people that show the query side's data, live by the WebSocket. */
@NullMarked
package io.qubix.app.console;

import org.jspecify.annotations.NullMarked;
