package io.qubix.query.telemetry;

import io.qubix.api.Rejection;
import io.qubix.api.provider.ProviderView;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.provider.ProviderQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How a provider's machine is used. */
@RestController
@ForQueries
@Tag(name = "providers")
class ProviderTelemetryController {

  private static final String METRICS =
      """
      {"metrics": [
        {"timestamp": "2026-11-23T17:36:00.123Z", "gpu": 97, "vramUsedGb": 11.5},
        {"timestamp": "2026-11-23T17:36:30.120Z", "gpu": 12, "vramUsedGb": 2.1}],
       "next": null}
      """;

  private static final int HISTORY = 30;

  private final ProviderQueries providers;
  private final TelemetryQueries telemetry;

  ProviderTelemetryController(ProviderQueries providers, TelemetryQueries telemetry) {
    this.providers = providers;
    this.telemetry = telemetry;
  }

  @Operation(
      summary = "How the machine is used",
      description =
          "The usage that the newest heartbeats told, as reported, oldest first; the newest 150"
              + " samples are kept.")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(value = METRICS)))
  @ApiResponse(responseCode = "404", description = "No such provider")
  @GetMapping("/api/providers/{idOrWorkerId}/metrics")
  Metrics metrics(
      @PathVariable String idOrWorkerId,
      @Parameter(description = "`next`, or a time: only older samples")
          @RequestParam(required = false)
          @Nullable String before,
      @Parameter(description = "1 to 500; 100 unless given") @RequestParam(required = false)
          @Nullable String limit) {
    Parameters parameters = new Parameters();
    int most = parameters.limit(limit);
    Older older = Older.than(parameters, before);
    parameters.verify();
    return Metrics.of(telemetry.samples(known(idOrWorkerId).workerId(), older, most));
  }

  @Operation(
      summary = "How the machine is used, as the first clients read it",
      description = "Oldest first. What the worker did not report is null.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"history": [
                        {"timestamp": "2026-11-23T17:36:00.123Z", "cpu_percent": 12.5,
                         "ram_percent": 40.0, "gpu_percent": 97.0, "gpu_temp": 64.0,
                         "gpu_mem_used": 8192.0}]}""")))
  @ApiResponse(responseCode = "404", description = "No such provider")
  @GetMapping("/api/providers/{idOrWorkerId}/metrics/history")
  UsageHistory history(
      @PathVariable String idOrWorkerId,
      @Parameter(description = "1 to 500; 30 unless given") @RequestParam(required = false)
          @Nullable String limit) {
    Parameters parameters = new Parameters();
    int most = parameters.whole("limit", limit, 1, Parameters.MAX_LIMIT, HISTORY);
    parameters.verify();
    return UsageHistory.of(
        telemetry.samples(known(idOrWorkerId).workerId(), Older.THAN_NOTHING, most));
  }

  private ProviderView known(String idOrWorkerId) {
    return providers
        .find(idOrWorkerId)
        .orElseThrow(() -> new Rejection.NotFound("There is no such provider"));
  }
}
