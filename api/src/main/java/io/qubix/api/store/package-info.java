/** What the failures of the database mean, for both sides alike. */
@NullMarked
package io.qubix.api.store;

import org.jspecify.annotations.NullMarked;
