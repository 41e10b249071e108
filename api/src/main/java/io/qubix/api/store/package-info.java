/** Classifies the failures of the database, for both sides alike. */
@NullMarked
package io.qubix.api.store;

import org.jspecify.annotations.NullMarked;
