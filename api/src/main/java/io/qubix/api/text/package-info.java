/** How text of other users is shown where a control character would be obeyed. */
@NullMarked
package io.qubix.api.text;

import org.jspecify.annotations.NullMarked;
