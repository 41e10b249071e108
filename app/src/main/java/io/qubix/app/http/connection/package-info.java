/** The connections of clients: how many there may be, and what each was last heard to do. */
@NullMarked
package io.qubix.app.http.connection;

import org.jspecify.annotations.NullMarked;
