/**
 * Telemetry of workers, kept beside the events: log lines, metrics of jobs, usage of machines. It
 * has separate tables with caps.
 */
@NullMarked
package io.qubix.query.telemetry;

import org.jspecify.annotations.NullMarked;
