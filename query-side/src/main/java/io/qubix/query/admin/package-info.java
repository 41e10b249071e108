/** The operator's requests about read models: their state, rebuilds and dead letters. */
@NullMarked
package io.qubix.query.admin;

import org.jspecify.annotations.NullMarked;
