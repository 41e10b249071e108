/** Queries of jobs. */
@NullMarked
package io.qubix.query.job;

import org.jspecify.annotations.NullMarked;
