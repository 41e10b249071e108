/** The stored log: for histories, for audits, and for readers that follow it. */
@NullMarked
package io.qubix.api.log;

import org.jspecify.annotations.NullMarked;
