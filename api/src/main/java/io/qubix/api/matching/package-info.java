/** What jobs require, which provider gets each, and why: requirements, policies, receipts. */
@NullMarked
package io.qubix.api.matching;

import org.jspecify.annotations.NullMarked;
