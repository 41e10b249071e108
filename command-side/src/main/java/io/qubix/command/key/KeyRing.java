package io.qubix.command.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.KeyEvent;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeySecret;
import io.qubix.log.read.EventHistory;
import io.qubix.log.tail.CommittedEvents;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells which key a request was sent with, from the log. So a key works on every node as soon as
 * its issue is committed.
 *
 * <p>A key is read once and then kept in memory until an event of it is heard, from any node. The
 * log is heard within milliseconds, and within a quarter of a second when its signal is lost.
 */
@Component
public final class KeyRing {

  /** Some 30 MB if all of them are in use. */
  private static final long KNOWN = 50_000;

  private final EventHistory log;
  private final KeyUses uses;
  private final Cache<KeyId, Optional<ApiKey>> known =
      Caffeine.newBuilder().maximumSize(KNOWN).executor(Runnable::run).build();
  private final AtomicLong changes = new AtomicLong();

  KeyRing(EventHistory log, CommittedEvents events, KeyUses uses) {
    this.log = log;
    this.uses = uses;
    events.listen(this::heard);
  }

  /**
   * Checks what a client presents as its key, and notes the use of a good one.
   *
   * @throws io.qubix.api.Rejection.Unavailable when the key must be read and the store is away
   */
  public Checked find(String presented, Instant now) {
    KeySecret secret = KeySecret.parse(presented).orElse(null);
    if (secret == null) {
      return new Checked.Bad(Checked.Reason.MALFORMED, null);
    }
    ApiKey key = of(secret.id()).orElse(null);
    Checked.Reason problem = problemOf(key, secret, now);
    if (key == null || problem != null) {
      return new Checked.Bad(problem == null ? Checked.Reason.UNKNOWN : problem, secret.id());
    }
    uses.used(secret.id(), now);
    return new Checked.Good(key);
  }

  private static Checked.@Nullable Reason problemOf(
      @Nullable ApiKey key, KeySecret secret, Instant now) {
    if (key == null || !key.issued().hash().isOf(secret)) {
      return Checked.Reason.UNKNOWN;
    } else if (key.revoked() != null) {
      return Checked.Reason.REVOKED;
    }
    return key.isExpiredAt(now) ? Checked.Reason.EXPIRED : null;
  }

  /**
   * Returns a key as it is now, for code that knows who signed in earlier.
   *
   * @throws io.qubix.api.Rejection.Unavailable when the key must be read and the store is away
   */
  public Optional<ApiKey> of(KeyId id) {
    Optional<ApiKey> key = known.getIfPresent(id);
    if (key == null) {
      long before = changes.get();
      key = read(id);
      known.put(id, key);
      if (changes.get() != before) {
        // A key was changed during the read, perhaps this one.
        known.invalidate(id);
      }
    }
    return key;
  }

  private Optional<ApiKey> read(KeyId id) {
    ApiKey key = null;
    for (EventHistory.Past past : log.of(id.toString(), Long.MAX_VALUE)) {
      key = ApiKey.after(key, (KeyEvent) past.event());
    }
    return Optional.ofNullable(key);
  }

  private void heard(EventMessage<?> event) {
    if (KeyEvent.class.isAssignableFrom(event.getPayloadType())) {
      changes.incrementAndGet();
      known.invalidate(((KeyEvent) event.getPayload()).key());
    }
  }
}
