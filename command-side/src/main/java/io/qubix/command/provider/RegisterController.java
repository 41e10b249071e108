package io.qubix.command.provider;

import io.qubix.api.Rejection;
import io.qubix.api.Uuids;
import io.qubix.api.json.JsonBody;
import io.qubix.api.lease.Sessions;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.command.Registration;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.command.bus.Commands;
import io.qubix.command.lease.LeaseTable;
import io.qubix.command.lease.Leases;
import io.qubix.command.usage.AddressLimits;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("command | !query")
class RegisterController {

  /**
   * @param session which the worker names in its calls
   */
  record Registered(boolean success, ProviderView provider, boolean isNew, String session) {}

  private final Commands commands;
  private final Leases leases;
  private final LeaseTable table;
  private final ProviderPaths paths;
  private final ProviderSessions sessions;
  private final AddressLimits limits;
  private final Clock clock;

  RegisterController(
      Commands commands,
      Leases leases,
      LeaseTable table,
      ProviderPaths paths,
      ProviderSessions sessions,
      AddressLimits limits,
      Clock clock) {
    this.commands = commands;
    this.leases = leases;
    this.table = table;
    this.paths = paths;
    this.sessions = sessions;
    this.limits = limits;
    this.clock = clock;
  }

  @PostMapping("/api/providers/register")
  Registered register(
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String session,
      @RequestBody(required = false) @Nullable JsonBody body) {
    return registered(RegisterRequest.of(body, session));
  }

  @PostMapping("/api/providers/quick-register")
  Registered quickRegister(
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String session,
      @RequestBody(required = false) @Nullable JsonBody body) {
    return registered(RegisterRequest.quick(body, session));
  }

  private Registered registered(RegisterRequest request) {
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
    return new Registered(
        true, registration.provider(), registration.isNew(), registration.session());
  }
}
