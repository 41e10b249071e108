/**
 * Leases of workers: heartbeats renew them, and a sweep takes jobs from workers that fell silent.
 */
@NullMarked
package io.qubix.command.lease;

import org.jspecify.annotations.NullMarked;
