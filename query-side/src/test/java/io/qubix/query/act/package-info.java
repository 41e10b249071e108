/** What is listed of keys and acts, told as sentences. */
@NullMarked
package io.qubix.query.act;

import org.jspecify.annotations.NullMarked;
