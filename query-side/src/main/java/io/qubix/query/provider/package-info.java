/** The read model of providers, and what may be asked of it. */
@NullMarked
package io.qubix.query.provider;

import org.jspecify.annotations.NullMarked;
