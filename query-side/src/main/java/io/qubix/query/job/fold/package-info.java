/** Folds the events of jobs into their tables. */
@NullMarked
package io.qubix.query.job.fold;

import org.jspecify.annotations.NullMarked;
