/** What reaches clients as it happens: WebSocket subscriptions and long polls. */
@NullMarked
package io.qubix.query.live;

import org.jspecify.annotations.NullMarked;
