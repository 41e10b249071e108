package io.qubix.command.provider;

import io.qubix.api.Rejection;
import io.qubix.api.Uuids;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.caller.Role;
import io.qubix.api.json.JsonBody;
import io.qubix.api.key.IssueKey;
import io.qubix.api.key.KeyId;
import io.qubix.api.key.KeySecret;
import io.qubix.api.key.KeyTerms;
import io.qubix.api.key.Scope;
import io.qubix.api.lease.Sessions;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.command.Registration;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.command.bus.Commands;
import io.qubix.command.lease.LeaseTable;
import io.qubix.command.lease.Leases;
import io.qubix.command.usage.AddressLimits;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("command | !query")
class RegisterController {

  /**
   * @param session which the worker names in its calls
   * @param workerKey for those calls, when the owner's key registered the worker; otherwise null
   */
  record Registered(
      boolean success,
      ProviderView provider,
      boolean isNew,
      String session,
      @Nullable String workerKey) {}

  private final Commands commands;
  private final Leases leases;
  private final LeaseTable table;
  private final ProviderPaths paths;
  private final ProviderSessions sessions;
  private final AddressLimits limits;
  private final CurrentCaller current;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  RegisterController(
      Commands commands,
      Leases leases,
      LeaseTable table,
      ProviderPaths paths,
      ProviderSessions sessions,
      AddressLimits limits,
      CurrentCaller current,
      Clock clock) {
    this.commands = commands;
    this.leases = leases;
    this.table = table;
    this.paths = paths;
    this.sessions = sessions;
    this.limits = limits;
    this.current = current;
    this.clock = clock;
  }

  @PostMapping("/api/providers/register")
  ResponseEntity<Registered> register(
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String session,
      @RequestBody(required = false) @Nullable JsonBody body) {
    return registered(RegisterRequest.of(body, session));
  }

  @PostMapping("/api/providers/quick-register")
  ResponseEntity<Registered> quickRegister(
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String session,
      @RequestBody(required = false) @Nullable JsonBody body) {
    return registered(RegisterRequest.quick(body, session));
  }

  private ResponseEntity<Registered> registered(RegisterRequest request) {
    if (paths.withId(request.worker().value()).isPresent()) {
      throw new Rejection.Conflict("This worker id is the id of another provider");
    }
    Instant now = clock.instant();
    RegisterProvider command =
        request.command(Uuids.timeOrdered(now), UUID.randomUUID().toString());
    Registration registration =
        limits.registering(request.address(), request.worker(), () -> commands.send(command));
    // The event tells it, too, but later: the earlier machine's next call may already be here.
    sessions.forget(request.worker());
    // Events set the id, too, but later: the next request may already use it.
    table.introduce(request.worker(), registration.provider().id(), now);
    leases.heard(request.worker());
    boolean takesOver = !registration.session().equals(request.session());
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new Registered(
                true,
                registration.provider(),
                registration.isNew(),
                registration.session(),
                takesOver ? keyOf(request.worker()) : null));
  }

  /** Issues the worker's own key, so that the owner's need not lie on a machine at work. */
  private @Nullable String keyOf(WorkerId worker) {
    Caller owner = current.now();
    if (owner.role() != Role.PROVIDER) {
      return null;
    }
    KeyTerms terms =
        new KeyTerms(
            Role.WORKER, worker.value(), "Registration", Set.of(Scope.READ, Scope.WRITE), null);
    KeyId id = KeyId.next(random);
    KeySecret secret = KeySecret.make(id, terms.role(), random);
    commands.send(new IssueKey(id, secret.hash(), terms, owner));
    return secret.reveal();
  }
}
