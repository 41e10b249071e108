package io.qubix.log.seal.store;

import org.jspecify.annotations.Nullable;

/**
 * An event as the seal sees it.
 *
 * @param leafBytes its hashed bytes
 * @param leaf the hash stored beside it, or null when it is missing
 */
record SealedEvent(long position, String leafBytes, byte @Nullable [] leaf) {}
