/** What all commands share: the connection to the service, the options, the exit codes. */
@NullMarked
package io.qubix.terminal.session;

import org.jspecify.annotations.NullMarked;
