/** The commands for jobs: submit, list, inspect, cancel. */
@NullMarked
package io.qubix.terminal.job;

import org.jspecify.annotations.NullMarked;
