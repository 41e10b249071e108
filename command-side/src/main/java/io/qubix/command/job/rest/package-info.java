/** The commands of jobs over REST: consumers create and cancel, workers report. */
@NullMarked
package io.qubix.command.job.rest;

import org.jspecify.annotations.NullMarked;
