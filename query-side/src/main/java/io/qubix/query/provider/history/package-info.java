/** What a provider did: its days, and the times when it was online. */
@NullMarked
package io.qubix.query.provider.history;

import org.jspecify.annotations.NullMarked;
