/** Shows a job that is watched: as a bar, as plain lines, as JSON or as its log alone. */
@NullMarked
package io.qubix.terminal.view;

import org.jspecify.annotations.NullMarked;
