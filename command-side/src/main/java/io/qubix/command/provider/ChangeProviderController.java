package io.qubix.command.provider;

import io.qubix.api.bounds.Limits;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.lease.LastSeen;
import io.qubix.api.lease.Sessions;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Availability;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ChangeProvider;
import io.qubix.api.provider.command.DeregisterProvider;
import io.qubix.api.provider.command.EndCooldown;
import io.qubix.api.provider.command.SetAvailability;
import io.qubix.api.provider.command.ToggleProvider;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.api.request.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Changes the settings of a provider for its owner, takes it out of the market, or removes it. */
@RestController
@Profile("command | !query")
class ChangeProviderController {

  record Changed(boolean success, ProviderView provider) {}

  record Deregistered(boolean success, String message) {}

  /** The statuses that a client may set; only the market makes a provider rented. */
  enum Status {
    AVAILABLE,
    OFFLINE
  }

  /** The new settings; null leaves a setting as it is. */
  record Change(@Nullable Money pricePerHour, @Nullable String name, @Nullable String location) {

    private static final Members MEMBERS = Members.of("pricePerHour", "name", "location");

    static Change of(@Nullable JsonBody body) {
      Fields fields = Fields.of(body, MEMBERS);
      Change change =
          new Change(
              fields.money("pricePerHour", true, Limits.PRICE),
              fields.name("name"),
              fields.nameOrNothing("location"));
      fields.verify();
      return change;
    }

    ChangeProvider command(WorkerId worker) {
      return new ChangeProvider(worker, pricePerHour, name, location, null);
    }
  }

  private final ProviderPaths paths;
  private final LastSeen lastSeen;
  private final Sessions sessions;

  ChangeProviderController(ProviderPaths paths, LastSeen lastSeen, Sessions sessions) {
    this.paths = paths;
    this.lastSeen = lastSeen;
    this.sessions = sessions;
  }

  @PatchMapping("/api/providers/{provider}")
  Changed change(
      @PathVariable String provider, @RequestBody(required = false) @Nullable JsonBody body) {
    Change change = Change.of(body);
    return answer(paths.send(provider, change::command));
  }

  @PostMapping("/api/providers/{provider}/toggle")
  Changed toggle(@PathVariable String provider) {
    return answer(paths.send(provider, ToggleProvider::new));
  }

  @PatchMapping("/api/providers/{provider}/status")
  Changed list(
      @PathVariable String provider, @RequestBody(required = false) @Nullable JsonBody body) {
    Fields fields = Fields.of(body, Members.of("status"));
    Status status = fields.word("status", Status.class);
    if (!fields.has("status")) {
      fields.reject("status", "is required");
    }
    fields.verify();
    return answer(
        paths.send(
            provider,
            worker -> new ChangeProvider(worker, null, null, null, status == Status.AVAILABLE)));
  }

  @PutMapping("/api/providers/{provider}/availability")
  Changed setAvailability(
      @PathVariable String provider,
      @RequestHeader(name = Sessions.HEADER, required = false) @Nullable String header,
      @RequestBody(required = false) @Nullable JsonBody body) {
    Fields fields = Fields.of(body, Members.of("state", "until", "session"));
    Availability state = fields.word("state", Availability.class);
    Instant until = fields.instant("until");
    if (!fields.has("state")) {
      fields.reject("state", "is required");
    } else if (state == Availability.AVAILABLE && until != null) {
      fields.reject("until", "must be left out where the state is available");
    }
    String session = fields.session(header);
    fields.verify();
    return answer(
        paths.send(
            provider,
            worker -> {
              // A worker that drains as it stops must not drain the one that has its id now.
              sessions.verify(worker, session);
              return new SetAvailability(worker, state, until);
            }));
  }

  @PostMapping("/api/providers/{provider}/cooldown/end")
  Changed endCooldown(@PathVariable String provider) {
    return answer(paths.send(provider, EndCooldown::new));
  }

  @DeleteMapping("/api/providers/{provider}")
  Deregistered deregister(@PathVariable String provider) {
    paths.send(provider, DeregisterProvider::new);
    return new Deregistered(true, "The provider was deregistered");
  }

  private Changed answer(ProviderState state) {
    Instant heard = lastSeen.of(List.of(state.workerId())).get(state.workerId());
    Instant last = heard == null || heard.isBefore(state.lastEvent()) ? state.lastEvent() : heard;
    return new Changed(true, state.view(last));
  }
}
