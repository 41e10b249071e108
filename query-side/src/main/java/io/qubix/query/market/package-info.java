/** The market in numbers: its jobs, its providers, the cost of the next job. */
@NullMarked
package io.qubix.query.market;

import org.jspecify.annotations.NullMarked;
