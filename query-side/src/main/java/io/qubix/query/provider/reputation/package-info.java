/** Shows a provider's reputation with the events behind it. */
@NullMarked
package io.qubix.query.provider.reputation;

import org.jspecify.annotations.NullMarked;
