/** The rules of a job, told as sentences. */
@NullMarked
package io.qubix.command.job;

import org.jspecify.annotations.NullMarked;
