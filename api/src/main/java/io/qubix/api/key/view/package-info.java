/** API keys as they are shown: never with their secrets. */
@NullMarked
package io.qubix.api.key.view;

import org.jspecify.annotations.NullMarked;
