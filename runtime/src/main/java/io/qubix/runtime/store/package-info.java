/** Classifies the failures of the database, for both sides alike. */
@NullMarked
package io.qubix.runtime.store;

import org.jspecify.annotations.NullMarked;
