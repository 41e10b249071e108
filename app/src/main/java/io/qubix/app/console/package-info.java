/** The console: pages for people, on what the query side offers; live by the WebSocket. */
@NullMarked
package io.qubix.app.console;

import org.jspecify.annotations.NullMarked;
