/** The commands to a job, and their answers. */
@NullMarked
package io.qubix.api.job.command;

import org.jspecify.annotations.NullMarked;
