package io.qubix.api.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.qubix.api.Rejection;
import io.qubix.api.Uuids;
import io.qubix.api.caller.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The public part of a key: 12 digits and letters. As text it is {@code key:ID}, its stream. */
public record KeyId(@JsonValue String value) {

  static final int LENGTH = 12;

  /** Twice the bits of {@link #LENGTH} digits, so that all ids are about equally likely. */
  private static final int RANDOM_BYTES = 18;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public KeyId {
    if (!Base62.isNumber(value, LENGTH)) {
      throw new IllegalArgumentException("Is no id of a key");
    }
  }

  public static KeyId next(RandomGenerator random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new KeyId(Base62.of(bytes, LENGTH));
  }

  /** Returns the id for an Idempotency-Key: the same for the same caller and key. */
  public static KeyId forKey(Caller caller, String idempotencyKey) {
    String subject = caller.role() + ":" + caller.subject() + ":" + caller.keyId();
    return named("request:" + subject.length() + ":" + subject + idempotencyKey);
  }

  /** Returns the id that a name of the program stands for. */
  public static KeyId named(String name) {
    return new KeyId(Base62.of(Uuids.sha256(name.getBytes(StandardCharsets.UTF_8)), LENGTH));
  }

  /** Returns the id that a text is, or an empty result when no key can have it. */
  public static Optional<KeyId> of(String text) {
    return Base62.isNumber(text, LENGTH) ? Optional.of(new KeyId(text)) : Optional.empty();
  }

  /**
   * @throws Rejection.NotFound when no key can have such an id
   */
  public static KeyId parse(String text) {
    return of(text).orElseThrow(() -> Rejection.NotFound.noSuch("key"));
  }

  @Override
  public String toString() {
    return "key:" + value;
  }
}
