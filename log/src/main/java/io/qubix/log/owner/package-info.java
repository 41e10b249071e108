/** The two roles of the database: the log's owner migrates, the program can only append. */
@NullMarked
package io.qubix.log.owner;

import org.jspecify.annotations.NullMarked;
