/** The read model of users: names, and what each of them did so far. */
@NullMarked
package io.qubix.query.user;

import org.jspecify.annotations.NullMarked;
