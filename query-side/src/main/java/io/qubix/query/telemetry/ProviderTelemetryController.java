package io.qubix.query.telemetry;

import io.qubix.api.Rejection;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.provider.ProviderQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the usage of a provider's machine. */
@RestController
@ForQueries
class ProviderTelemetryController {

  private static final int HISTORY = 30;

  private final ProviderQueries providers;
  private final TelemetryQueries telemetry;

  ProviderTelemetryController(ProviderQueries providers, TelemetryQueries telemetry) {
    this.providers = providers;
    this.telemetry = telemetry;
  }

  @GetMapping("/api/providers/{idOrWorkerId}/metrics")
  Metrics metrics(
      @PathVariable String idOrWorkerId,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String limit) {
    Parameters parameters = new Parameters();
    int most = parameters.limit(limit);
    Older older = Older.than(parameters, before);
    parameters.verify();
    return Metrics.of(telemetry.samples(known(idOrWorkerId).workerId(), older, most));
  }

  @GetMapping("/api/providers/{idOrWorkerId}/metrics/history")
  UsageHistory history(
      @PathVariable String idOrWorkerId, @RequestParam(required = false) @Nullable String limit) {
    Parameters parameters = new Parameters();
    int most = parameters.whole("limit", limit, 1, Parameters.MAX_LIMIT, HISTORY);
    parameters.verify();
    return UsageHistory.of(
        telemetry.samples(known(idOrWorkerId).workerId(), Older.THAN_NOTHING, most));
  }

  private ProviderView known(String idOrWorkerId) {
    return providers.find(idOrWorkerId).orElseThrow(Rejection.NotFound::provider);
  }
}
