/** The log as it is stored: for histories, audits, and knowing how far one has read. */
@NullMarked
package io.qubix.api.log;

import org.jspecify.annotations.NullMarked;
