/** What a read model writes its rows and figures with. */
@NullMarked
package io.qubix.query.projection.row;

import org.jspecify.annotations.NullMarked;
