/** What every command shares: the service, the options, how it may end. */
@NullMarked
package io.qubix.terminal.session;

import org.jspecify.annotations.NullMarked;
