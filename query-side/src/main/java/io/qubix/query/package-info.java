/** The query side: the read models, and the queries of them. */
@NullMarked
package io.qubix.query;

import org.jspecify.annotations.NullMarked;
