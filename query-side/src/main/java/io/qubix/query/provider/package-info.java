/** The read model of providers, and the queries of it. */
@NullMarked
package io.qubix.query.provider;

import org.jspecify.annotations.NullMarked;
