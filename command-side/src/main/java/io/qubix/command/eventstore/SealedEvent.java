package io.qubix.command.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * An event as the seal sees it.
 *
 * @param leafBytes what is hashed of it
 * @param leaf the hash that was kept beside it when it was written; null when it was lost
 */
record SealedEvent(long position, String leafBytes, byte @Nullable [] leaf) {}
