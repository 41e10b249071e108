/** API keys: how one looks, and what happens to it. */
@NullMarked
package io.qubix.api.key;

import org.jspecify.annotations.NullMarked;
