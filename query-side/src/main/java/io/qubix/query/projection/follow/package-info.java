/** Keeps read models up to date with the log, and tells their positions. */
@NullMarked
package io.qubix.query.projection.follow;

import org.jspecify.annotations.NullMarked;
