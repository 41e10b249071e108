/** Queries of providers and of their market. */
@NullMarked
package io.qubix.query.provider;

import org.jspecify.annotations.NullMarked;
