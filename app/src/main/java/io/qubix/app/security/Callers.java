package io.qubix.app.security;

import io.qubix.api.Rejection;
import io.qubix.api.Uuids;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.Scope;
import io.qubix.command.key.Checked;
import io.qubix.command.key.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Knows callers by what they present: {@code qubix.token}, or an API key. */
@Component
public class Callers implements AuthenticationProvider {

  private final CallerAuthentication operator =
      new CallerAuthentication(
          new Caller(Role.OPERATOR, null, null, "token"), Scope.of(Role.OPERATOR));

  private final LockProperties properties;
  private final ObjectProvider<KeyRing> keys;
  private final Clock clock;

  Callers(LockProperties properties, ObjectProvider<KeyRing> keys, Clock clock) {
    this.properties = properties;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Authentication presented) {
    String secret = ((PresentedKey) presented).getCredentials();
    if (isToken(hash(secret))) {
      return operator;
    }
    return orAway(() -> keys.stream().map(ring -> ring.find(secret, clock.instant())).findFirst())
        .filter(Checked.Good.class::isInstance)
        .map(good -> new CallerAuthentication(((Checked.Good) good).key()))
        .orElseThrow(() -> new BadCredentialsException("The token is wrong"));
  }

  @Override
  public boolean supports(Class<?> presented) {
    return presented == PresentedKey.class;
  }

  /**
   * Returns whom a secret that was right earlier stands for now, or an empty result when it does no
   * longer.
   *
   * @param keyId of an API key, or null for {@code qubix.token}
   * @param hash of the secret
   */
  public Optional<Authentication> still(@Nullable String keyId, byte[] hash) {
    if (keyId == null) {
      return isToken(hash) ? Optional.of(operator) : Optional.empty();
    }
    return orAway(() -> good(new KeyId(keyId))).map(CallerAuthentication::new);
  }

  /** Returns whether a key that was good earlier still is, or may be: the log may be away. */
  boolean isGood(KeyId key) {
    try {
      return good(key).isPresent();
    } catch (Rejection.Unavailable e) {
      return true;
    }
  }

  private Optional<ApiKey> good(KeyId id) {
    return keys.stream()
        .flatMap(ring -> ring.of(id).stream())
        .filter(key -> key.isLiveAt(clock.instant()))
        .findFirst();
  }

  /** Compares in constant time. */
  private boolean isToken(byte[] hash) {
    return properties.hasToken() && MessageDigest.isEqual(hash, hash(properties.secret()));
  }

  public static byte[] hash(String secret) {
    return Uuids.sha256(secret.getBytes(StandardCharsets.UTF_8));
  }

  private static <T> Optional<T> orAway(Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (Rejection.Unavailable e) {
      throw new InternalAuthenticationServiceException("The keys cannot be read", e);
    }
  }
}
