/** A job as clients see it. */
@NullMarked
package io.qubix.api.job.view;

import org.jspecify.annotations.NullMarked;
