/** Which job goes to which provider, and why: the policies to choose from. */
@NullMarked
package io.qubix.api.matching;

import org.jspecify.annotations.NullMarked;
