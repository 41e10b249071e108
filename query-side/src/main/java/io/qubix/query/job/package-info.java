/** The read model of jobs, and the queries of it. */
@NullMarked
package io.qubix.query.job;

import org.jspecify.annotations.NullMarked;
