/** The read model of keys and of acts: who may do something, and who did what. */
@NullMarked
package io.qubix.query.act;

import org.jspecify.annotations.NullMarked;
