/** The program's sessions with its database: how they begin, are checked and end. */
@NullMarked
package io.qubix.app.store;

import org.jspecify.annotations.NullMarked;
