package io.qubix.command.provider;

import io.qubix.api.Rejection;
import io.qubix.api.Uuids;
import io.qubix.api.json.JsonBody;
import io.qubix.api.provider.command.Registration;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.command.bus.Commands;
import io.qubix.command.lease.LeaseTable;
import io.qubix.command.lease.Leases;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("command | !query")
class RegisterController {

  record Registered(boolean success, ProviderView provider, boolean isNew) {}

  private final Commands commands;
  private final Leases leases;
  private final LeaseTable table;
  private final ProviderPaths paths;
  private final Clock clock;

  RegisterController(
      Commands commands, Leases leases, LeaseTable table, ProviderPaths paths, Clock clock) {
    this.commands = commands;
    this.leases = leases;
    this.table = table;
    this.paths = paths;
    this.clock = clock;
  }

  @PostMapping("/api/providers/register")
  Registered register(@RequestBody(required = false) @Nullable JsonBody body) {
    return registered(RegisterRequest.of(body));
  }

  @PostMapping("/api/providers/quick-register")
  Registered quickRegister(@RequestBody(required = false) @Nullable JsonBody body) {
    return registered(RegisterRequest.quick(body));
  }

  private Registered registered(RegisterRequest request) {
    if (paths.withId(request.worker().value()).isPresent()) {
      throw new Rejection.Conflict("This worker id is the id of another provider");
    }
    Instant now = clock.instant();
    Registration registration = commands.send(request.command(Uuids.timeOrdered(now)));
    // Events set the id, too, but later: the next request may already use it.
    table.introduce(request.worker(), registration.provider().id(), now);
    leases.heard(request.worker());
    return new Registered(true, registration.provider(), registration.isNew());
  }
}
