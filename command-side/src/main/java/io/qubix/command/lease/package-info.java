/** Leases: which workers were heard lately, and which fell silent and lose their job. */
@NullMarked
package io.qubix.command.lease;

import org.jspecify.annotations.NullMarked;
