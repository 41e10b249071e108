/** The events of a job, and what they mean. */
@NullMarked
package io.qubix.api.job.event;

import org.jspecify.annotations.NullMarked;
