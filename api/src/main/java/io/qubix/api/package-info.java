/** The contract that both sides share: values, and the rejections that a client sees. */
@NullMarked
package io.qubix.api;

import org.jspecify.annotations.NullMarked;
