/** The answers: held in memory within a budget, and sent without a thread. */
@NullMarked
package io.qubix.app.http.answer;

import org.jspecify.annotations.NullMarked;
