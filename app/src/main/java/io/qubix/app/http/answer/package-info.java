/** Answers: kept in memory within a budget, and sent without blocking a thread. */
@NullMarked
package io.qubix.app.http.answer;

import org.jspecify.annotations.NullMarked;
