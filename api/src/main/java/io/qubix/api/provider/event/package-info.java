/** The events of a provider. */
@NullMarked
package io.qubix.api.provider.event;

import org.jspecify.annotations.NullMarked;
