package io.qubix.command.key;

import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.caller.Role;
import io.qubix.api.json.JsonBody;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.IssueKey;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeySecret;
import io.qubix.api.key.KeyTerms;
import io.qubix.api.key.RevokeKey;
import io.qubix.api.key.view.KeyView;
import io.qubix.api.request.HeaderText;
import io.qubix.command.bus.Commands;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Issues keys and revokes them.
 *
 * <p>A key is shown in the answer to its issue and never again, because it is not kept. So a repeat
 * with the same Idempotency-Key issues nothing, and is refused instead of answered alike.
 */
@RestController
@Profile("command | !query")
class KeyController {

  /** A new key; {@code secret} is the whole key. */
  record Issued(boolean success, KeyView key, String secret, String message) {}

  record Revoked(boolean success, KeyView key) {}

  private final Commands commands;
  private final CurrentCaller current;
  private final KeyUses uses;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  KeyController(Commands commands, CurrentCaller current, KeyUses uses, Clock clock) {
    this.commands = commands;
    this.current = current;
    this.uses = uses;
    this.clock = clock;
  }

  @PostMapping("/api/keys")
  ResponseEntity<Issued> issue(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String once,
      @RequestBody(required = false) @Nullable JsonBody body) {
    Caller issuer = current.now();
    KeyTerms terms = IssueRequest.read(body, issuer);
    if (terms.role() == Role.WORKER && issuer.role() != Role.OPERATOR) {
      throw new Rejection.Forbidden("A worker gets its key when it is registered");
    }
    KeyId id =
        once == null ? KeyId.next(random) : KeyId.forKey(issuer, HeaderText.idempotencyKey(once));
    KeySecret secret = KeySecret.make(id, terms.role(), random);
    ApiKey key = commands.send(new IssueKey(id, secret.hash(), terms, issuer));
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(
            new Issued(
                true,
                KeyView.of(key, null, clock.instant()),
                secret.reveal(),
                "Keep the secret: it is not shown again"));
  }

  @DeleteMapping("/api/keys/{id}")
  Revoked revoke(@PathVariable String id) {
    KeyId key = KeyId.parse(id);
    ApiKey revoked = commands.send(new RevokeKey(key, current.now()));
    return new Revoked(true, KeyView.of(revoked, uses.of(List.of(key)).get(key), clock.instant()));
  }
}
