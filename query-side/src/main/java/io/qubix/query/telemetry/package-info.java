/**
 * What workers tell beside the events: log lines, metrics of a job, use of a machine. Kept in
 * tables of their own, capped, and shown.
 */
@NullMarked
package io.qubix.query.telemetry;

import org.jspecify.annotations.NullMarked;
