/** The program's database sessions: how they begin, are checked and end. */
@NullMarked
package io.qubix.app.store;

import org.jspecify.annotations.NullMarked;
