package io.qubix.log.axon;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.axonframework.common.IdentifierFactory;

/**
 * Makes ids of messages and events, as random as Axon's own. They only tell messages apart and keep
 * no secret. Secure random numbers would put all threads in line, and a job has some thirty
 * messages. Public, with a public constructor, because {@link java.util.ServiceLoader} needs it.
 */
public final class Identifiers extends IdentifierFactory {

  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  @Override
  public String generateIdentifier() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong() & ~0xF000L | VERSION_4, random.nextLong() >>> 2 | VARIANT)
        .toString();
  }
}
