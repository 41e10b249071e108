/** The read model of users: their names, and whether they consume or provide. */
@NullMarked
package io.qubix.query.user;

import org.jspecify.annotations.NullMarked;
