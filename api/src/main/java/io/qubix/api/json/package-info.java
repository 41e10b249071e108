/** How the program reads JSON: strictly what comes from outside, all of what is stored. */
@NullMarked
package io.qubix.api.json;

import org.jspecify.annotations.NullMarked;
