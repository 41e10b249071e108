/** Connections of clients: limits their number by address, and closes them on demand. */
@NullMarked
package io.qubix.app.http.connection;

import org.jspecify.annotations.NullMarked;
