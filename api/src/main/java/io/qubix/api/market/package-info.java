/** The market as a whole: open or paused. */
@NullMarked
package io.qubix.api.market;

import org.jspecify.annotations.NullMarked;
