/** Acts: what an audit lists of those who run the market, each an event of the log. */
@NullMarked
package io.qubix.api.act;

import org.jspecify.annotations.NullMarked;
