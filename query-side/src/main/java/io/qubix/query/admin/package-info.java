/** What an operator sees of the read models, and does to them. */
@NullMarked
package io.qubix.query.admin;

import org.jspecify.annotations.NullMarked;
