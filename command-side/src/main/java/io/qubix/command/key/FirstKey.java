package io.qubix.command.key;

import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.IssueKey;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeySecret;
import io.qubix.api.key.KeyTerms;
import io.qubix.api.key.Scope;
import io.qubix.command.bus.Commands;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Gives the operator a first key, without which no other can be issued: the one of {@code
 * QUBIX_BOOTSTRAP_KEY}, or a new one, which is shown once.
 *
 * <p>The new one always has the same id. So of several nodes that start at once, one issues it, and
 * no later start issues it again, not even after its revocation.
 */
@Component
@Profile("command | !query")
@ConditionalOnProperty(name = "qubix.security", havingValue = "keys")
final class FirstKey implements ApplicationRunner {

  static final KeyId ID = KeyId.named("the operator's first key");

  private static final Caller PROGRAM = new Caller(Role.OPERATOR, null, null, "first start");

  private static final KeyTerms TERMS =
      new KeyTerms(Role.OPERATOR, null, "First key", Scope.of(Role.OPERATOR), null);

  private final Commands commands;
  private final KeyRing ring;
  private final @Nullable KeySecret given;

  FirstKey(Commands commands, KeyRing ring, @Value("${qubix.bootstrap.key:}") String given) {
    this.commands = commands;
    this.ring = ring;
    this.given = given.isBlank() ? null : read(given.strip());
  }

  /** The messages must not tell the key. */
  private static KeySecret read(String given) {
    KeySecret key =
        KeySecret.parse(given)
            .orElseThrow(() -> refused("QUBIX_BOOTSTRAP_KEY is no key, or has a typing error."));
    if (key.role() != Role.OPERATOR) {
      throw refused("QUBIX_BOOTSTRAP_KEY is no operator's key: it begins with " + key);
    }
    return key;
  }

  private static FailureAnalyzedException refused(String problem) {
    return new FailureAnalyzedException(problem, "Make one with: qubix keys generate");
  }

  /** Runs when the aggregates take commands. */
  @Override
  public void run(ApplicationArguments arguments) {
    if (given == null) {
      KeySecret key = KeySecret.make(ID, Role.OPERATOR, new SecureRandom());
      if (issue(key)) {
        show(key);
      }
    } else if (!issue(given) && !isKnown(given)) {
      throw refused("The id in QUBIX_BOOTSTRAP_KEY belongs to another key.");
    }
  }

  /** Returns whether the key is new. */
  private boolean issue(KeySecret key) {
    try {
      commands.<ApiKey>send(new IssueKey(key.id(), key.hash(), TERMS, PROGRAM));
      return true;
    } catch (Rejection.Conflict e) {
      return false;
    }
  }

  private boolean isKnown(KeySecret key) {
    return ring.of(key.id()).filter(known -> known.issued().hash().isOf(key)).isPresent();
  }

  /** Not by a logger: its lines are kept, and read by others. */
  private static void show(KeySecret key) {
    System.out.println(
        "The operator's first key, shown only now:" + System.lineSeparator() + key.reveal());
  }
}
