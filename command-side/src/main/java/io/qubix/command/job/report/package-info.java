/** The reports of workers about their jobs over REST: progress, and the end of an attempt. */
@NullMarked
package io.qubix.command.job.report;

import org.jspecify.annotations.NullMarked;
