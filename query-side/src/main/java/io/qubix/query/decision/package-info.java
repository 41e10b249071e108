/** Tells why a job went where it went, or waits, and why a provider did not get it. */
@NullMarked
package io.qubix.query.decision;

import org.jspecify.annotations.NullMarked;
