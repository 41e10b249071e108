package io.qubix.query.provider;

import io.qubix.api.Rejection;
import io.qubix.api.job.Requirements;
import io.qubix.api.provider.ProviderView;
import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
@Tag(name = "Providers")
class ProviderController {

  private static final String PROVIDER =
      """
      {
        "id": "0196a2b0-1111-7d3a-9f00-1c2d3e4f5a6b", "workerId": "worker-1",
        "qubicAddress": "QPROVIDER", "name": "Under the desk", "type": "NATIVE",
        "gpuModel": "NVIDIA RTX 4090", "gpuVram": 24.0, "cpuModel": null, "cpuCores": 16,
        "ramTotal": 64.0, "location": "Zug", "pricePerHour": 1.500000, "isOnline": true,
        "isAvailable": true, "currentJobId": null, "totalJobs": 12, "totalEarnings": 3.250000,
        "registeredAt": "2026-11-20T08:00:00Z", "lastHeartbeat": "2026-11-23T17:36:00Z"
      }""";

  private static final int MAX_DAYS = 366;
  private static final int DAYS = 30;
  private static final int WEEK = 7;
  private static final long MAX_PRICE = 1_000_000_000;

  record Daily(List<ProviderSearch.Day> days) {}

  private final StoredProviders providers;

  ProviderController(StoredProviders providers) {
    this.providers = providers;
  }

  @GetMapping("/api/providers")
  @Operation(
      summary = "Providers, newest first or in another order",
      description =
          "The header `Link` leads to the page that follows. All pages of one walk are in the order"
              + " in which it began, whatever the providers do meanwhile.")
  @ApiResponse(
      responseCode = "200",
      content = @Content(examples = @ExampleObject("[" + PROVIDER + "]")))
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  ResponseEntity<List<ProviderView>> list(
      @RequestParam
          @Parameter(
              description = "available, busy (online, but not to be had) or offline",
              example = "available")
          @Nullable String availability,
      @RequestParam
          @Parameter(
              description = "Words of the GPU's name, in any case and order",
              example = "4090")
          @Nullable String gpuModel,
      @RequestParam @Parameter(description = "GB", example = "16") @Nullable String minVram,
      @RequestParam @Parameter(description = "GB", example = "32") @Nullable String minRam,
      @RequestParam @Parameter(description = "QUBIC an hour", example = "2.0")
          @Nullable String maxPrice,
      @RequestParam @Parameter(description = "In any case", example = "Zug")
          @Nullable String location,
      @RequestParam
          @Parameter(
              description = "newest, price (cheapest first), jobs or earnings (most first)",
              example = "price")
          @Nullable String sort,
      @RequestParam
          @Parameter(description = "The cursor of `Link`, or a provider's id: only those after it")
          @Nullable String before,
      @RequestParam @Parameter(description = "1 to 500; 100 unless given") @Nullable String limit) {
    Parameters parameters = new Parameters();
    ProviderFilter filter =
        new ProviderFilter(
            null,
            parameters.word("availability", availability, ProviderFilter.Availability.class),
            new Requirements(
                parameters.name("gpuModel", gpuModel),
                parameters.vram("minVram", minVram),
                parameters.ram("minRam", minRam),
                parameters.name("location", location)),
            parameters.money("maxPrice", maxPrice, MAX_PRICE));
    ProviderOrder given = parameters.word("sort", sort, ProviderOrder.class);
    ProviderOrder order = given == null ? ProviderOrder.NEWEST : given;
    Before place = parameters.before(before, order.cursor());
    int count = parameters.limit(limit);
    parameters.verify();
    return page(providers.find(filter, order, place, count));
  }

  private static ResponseEntity<List<ProviderView>> page(ProviderSearch.Page page) {
    return NextPage.of(page.providers(), page.next());
  }

  @GetMapping("/api/providers/{idOrWorkerId}")
  @Operation(summary = "A provider, by its id or its worker's")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(PROVIDER)))
  @ApiResponse(responseCode = "404", description = "No such provider")
  ProviderView find(@PathVariable @Parameter(example = "worker-1") String idOrWorkerId) {
    return providers.find(idOrWorkerId).orElseThrow(ProviderController::unknown);
  }

  @GetMapping("/api/providers/{idOrWorkerId}/earnings")
  @Operation(summary = "What a provider earned: in all, and job by job, newest first")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"totalEarnings": 0.750000, "totalJobs": 1, "jobs": [
                        {"jobId": "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b", "amount": 0.750000,
                         "at": "2026-11-23T18:06:01Z"}], "next": null}""")))
  @ApiResponse(responseCode = "404", description = "No such provider")
  ProviderSearch.Earnings earnings(
      @PathVariable @Parameter(example = "worker-1") String idOrWorkerId,
      @RequestParam @Parameter(description = "`next`, or a job's id: only what came before it")
          @Nullable String before,
      @RequestParam @Parameter(description = "1 to 500; 100 unless given") @Nullable String limit) {
    Parameters parameters = new Parameters();
    Before place = parameters.before(before, ProviderSearch.EARNINGS_CURSOR);
    int count = parameters.limit(limit);
    parameters.verify();
    return providers.earnings(idOrWorkerId, place, count).orElseThrow(ProviderController::unknown);
  }

  @GetMapping("/api/providers/{idOrWorkerId}/earnings/daily")
  @Operation(
      summary = "What a provider earned day by day, oldest first",
      description = "Days begin at midnight UTC; every day is there, and the last one is today.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"days": [{"day": "2026-11-22", "jobs": 3, "earned": 2.500000},
                         {"day": "2026-11-23", "jobs": 1, "earned": 0.750000}]}""")))
  @ApiResponse(responseCode = "404", description = "No such provider")
  Daily daily(
      @PathVariable @Parameter(example = "worker-1") String idOrWorkerId,
      @RequestParam @Parameter(description = "1 to 366; 30 unless given") @Nullable String days) {
    Parameters parameters = new Parameters();
    int count = parameters.whole("days", days, 1, MAX_DAYS, DAYS);
    parameters.verify();
    return new Daily(providers.days(idOrWorkerId, count).orElseThrow(ProviderController::unknown));
  }

  @GetMapping("/api/providers/{idOrWorkerId}/uptime")
  @Operation(
      summary = "How much of the last days a provider was online",
      description =
          "`share` is 0 to 1, of the time from `since` on; both are null where nothing is known.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"share": 0.9983, "since": "2026-11-16T18:10:00.000Z",
                       "interruptions": 2}""")))
  @ApiResponse(responseCode = "404", description = "No such provider")
  ProviderSearch.Uptime uptime(
      @PathVariable @Parameter(example = "worker-1") String idOrWorkerId,
      @RequestParam @Parameter(description = "1 to 366; 7 unless given") @Nullable String days) {
    Parameters parameters = new Parameters();
    int count = parameters.whole("days", days, 1, MAX_DAYS, WEEK);
    parameters.verify();
    return providers.uptime(idOrWorkerId, count).orElseThrow(ProviderController::unknown);
  }

  private static Rejection unknown() {
    return new Rejection.NotFound("There is no such provider");
  }
}
