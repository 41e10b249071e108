/** Matching policies: each decides which job goes to which provider, and explains why. */
@NullMarked
package io.qubix.api.matching;

import org.jspecify.annotations.NullMarked;
