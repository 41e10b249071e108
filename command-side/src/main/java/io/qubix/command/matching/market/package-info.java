/** The market in memory: open jobs and free providers, and how one finds the other quickly. */
@NullMarked
package io.qubix.command.matching.market;

import org.jspecify.annotations.NullMarked;
