/** The read model of jobs, and what may be asked of it. */
@NullMarked
package io.qubix.query.job;

import org.jspecify.annotations.NullMarked;
