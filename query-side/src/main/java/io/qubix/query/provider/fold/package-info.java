/** Folds the events of providers into their tables. */
@NullMarked
package io.qubix.query.provider.fold;

import org.jspecify.annotations.NullMarked;
