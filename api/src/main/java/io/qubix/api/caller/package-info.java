/** Who sends a request: the role, and the address or worker that it speaks for. */
@NullMarked
package io.qubix.api.caller;

import org.jspecify.annotations.NullMarked;
