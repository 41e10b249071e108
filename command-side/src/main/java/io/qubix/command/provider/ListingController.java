package io.qubix.command.provider;

import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.lease.LastSeen;
import io.qubix.api.provider.command.ChangeProvider;
import io.qubix.api.provider.command.DeregisterProvider;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes providers out of the market, puts them back, and removes them for good. */
@RestController
@Profile("command | !query")
class ListingController {

  /** The statuses that a client may set; only the market makes a provider rented. */
  enum Status {
    AVAILABLE,
    OFFLINE
  }

  record Listed(boolean success, ProviderView provider) {}

  record Deregistered(boolean success, String message) {}

  private final ProviderPaths paths;
  private final LastSeen lastSeen;

  ListingController(ProviderPaths paths, LastSeen lastSeen) {
    this.paths = paths;
    this.lastSeen = lastSeen;
  }

  @PatchMapping("/api/providers/{provider}/status")
  Listed change(
      @PathVariable String provider, @RequestBody(required = false) @Nullable JsonBody body) {
    Fields fields = Fields.of(body, Members.of("status"));
    Status status = fields.word("status", Status.class);
    if (!fields.has("status")) {
      fields.reject("status", "is required");
    }
    fields.verify();
    ProviderState state =
        paths.send(
            provider,
            worker -> new ChangeProvider(worker, null, null, null, status == Status.AVAILABLE));
    Instant heard = lastSeen.of(List.of(state.workerId())).get(state.workerId());
    Instant last = heard == null || heard.isBefore(state.lastEvent()) ? state.lastEvent() : heard;
    return new Listed(true, state.view(last));
  }

  @DeleteMapping("/api/providers/{provider}")
  Deregistered deregister(@PathVariable String provider) {
    paths.send(provider, DeregisterProvider::new);
    return new Deregistered(true, "The provider was deregistered");
  }
}
