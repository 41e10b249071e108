/** The seal in PostgreSQL, and what a node keeps of it outside of the database. */
@NullMarked
package io.qubix.log.seal.store;

import org.jspecify.annotations.NullMarked;
