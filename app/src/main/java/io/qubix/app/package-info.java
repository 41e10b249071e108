/** The program: puts both sides together and configures them. */
@NullMarked
package io.qubix.app;

import org.jspecify.annotations.NullMarked;
