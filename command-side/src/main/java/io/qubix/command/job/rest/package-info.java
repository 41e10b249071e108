/** The commands of consumers over REST: they create and cancel jobs. */
@NullMarked
package io.qubix.command.job.rest;

import org.jspecify.annotations.NullMarked;
