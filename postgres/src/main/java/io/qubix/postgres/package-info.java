/** The embedded PostgreSQL: a real server whose data stays in a folder of the user's. */
@NullMarked
package io.qubix.postgres;

import org.jspecify.annotations.NullMarked;
