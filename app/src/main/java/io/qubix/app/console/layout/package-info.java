/** What all pages of the console share: its files, its formats, its security policy. */
@NullMarked
package io.qubix.app.console.layout;

import org.jspecify.annotations.NullMarked;
