/** The query side: read models of what happened, and every question that is asked of them. */
@NullMarked
package io.qubix.query;

import org.jspecify.annotations.NullMarked;
