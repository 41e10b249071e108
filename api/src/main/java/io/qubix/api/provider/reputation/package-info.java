/** What a provider's attempts tell about it: a fold of its events, with a version of its own. */
@NullMarked
package io.qubix.api.provider.reputation;

import org.jspecify.annotations.NullMarked;
