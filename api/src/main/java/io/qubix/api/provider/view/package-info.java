/** The state of a provider, and what clients see of it. */
@NullMarked
package io.qubix.api.provider.view;

import org.jspecify.annotations.NullMarked;
