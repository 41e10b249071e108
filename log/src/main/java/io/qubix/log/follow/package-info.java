/** Followers of the log: who leads each of them, how far it is, and how events reach it. */
@NullMarked
package io.qubix.log.follow;

import org.jspecify.annotations.NullMarked;
