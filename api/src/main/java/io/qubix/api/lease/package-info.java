/** When workers were last heard. */
@NullMarked
package io.qubix.api.lease;

import org.jspecify.annotations.NullMarked;
