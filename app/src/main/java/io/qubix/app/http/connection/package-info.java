/** Connections of clients: limits how many there are, and ends those that make no progress. */
@NullMarked
package io.qubix.app.http.connection;

import org.jspecify.annotations.NullMarked;
