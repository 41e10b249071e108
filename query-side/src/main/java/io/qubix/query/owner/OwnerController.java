package io.qubix.query.owner;

import io.qubix.api.QubicAddress;
import io.qubix.api.job.JobView;
import io.qubix.api.job.Requirements;
import io.qubix.api.provider.ProviderView;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.request.HeaderText;
import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
import io.qubix.query.projection.Positions;
import io.qubix.query.provider.ProviderFilter;
import io.qubix.query.provider.ProviderOrder;
import io.qubix.query.provider.ProviderSearch;
import io.qubix.query.telemetry.Machines;
import io.qubix.query.telemetry.Usage;
import io.qubix.query.user.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An owner's providers, as the first clients ask for them. */
@RestController
@ForQueries
@Tag(name = "Providers")
class OwnerController {

  private static final String ADDRESS = "qubicAddress";

  /** Stands for the address where the query has none. */
  private static final String HEADER = "X-Qubic-Address";

  private static final int JOBS = 50;

  private final ProviderSearch providers;
  private final Machines machines;
  private final OwnerRows rows;
  private final Users users;
  private final Positions positions;
  private final Clock clock;
  private final boolean open;

  OwnerController(
      ProviderSearch providers,
      Machines machines,
      OwnerRows rows,
      Users users,
      Positions positions,
      Clock clock,
      @Value("${qubix.token:}") String token) {
    this.providers = providers;
    this.machines = machines;
    this.rows = rows;
    this.users = users;
    this.positions = positions;
    this.clock = clock;
    this.open = !StringUtils.hasText(token);
  }

  @GetMapping("/api/providers/my")
  @Operation(
      summary = "The providers of one address, newest first",
      description =
          "The address comes in the query or as `X-Qubic-Address`; without both, an open server"
              + " lists all providers. Beside the members of a provider: what the first clients"
              + " read. `status` is available, rented or offline.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      [{"id": "0196a2b0-1111-7d3a-9f00-1c2d3e4f5a6b", "workerId": "worker-1",
                        "qubicAddress": "QPROVIDER", "name": null, "type": "NATIVE",
                        "gpuModel": "NVIDIA RTX 4090", "gpuVram": 24.0, "cpuModel": null,
                        "cpuCores": 16, "ramTotal": 64.0, "location": "Zug",
                        "pricePerHour": 1.500000, "isOnline": true, "isAvailable": true,
                        "currentJobId": null, "totalJobs": 12, "totalEarnings": 3.250000,
                        "registeredAt": "2026-11-20T08:00:00Z",
                        "lastHeartbeat": "2026-11-23T17:36:00Z",
                        "online": true, "status": "available",
                        "specs": {"gpu_model": "NVIDIA RTX 4090", "gpu_vram_gb": 24.0,
                          "cpu_model": null, "cpu_cores": 16, "ram_total_gb": 64.0},
                        "metrics": {"cpu_percent": 12.5, "ram_percent": 40.0, "gpu_percent": 97.0,
                          "gpu_temp": 64.0, "gpu_mem_used_mb": 8192.0,
                          "gpu_mem_total_mb": 24576.0}}]""")))
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  ResponseEntity<List<OwnedProvider>> providers(
      @RequestParam @Parameter(example = "QPROVIDER") @Nullable String qubicAddress,
      @RequestHeader(name = HEADER, required = false) @Nullable String sender,
      @RequestParam
          @Parameter(description = "The cursor of `Link`, or a provider's id: only those after it")
          @Nullable String before,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    QubicAddress owner =
        open
            ? parameters.address(ADDRESS, either(qubicAddress, sender))
            : parameters.requiredAddress(ADDRESS, either(qubicAddress, sender));
    Before place = parameters.before(before, ProviderOrder.NEWEST.cursor());
    int count = parameters.limit(limit);
    parameters.verify();
    ProviderSearch.Page page =
        providers.find(
            new ProviderFilter(owner, null, Requirements.NONE, null),
            ProviderOrder.NEWEST,
            place,
            count);
    Map<WorkerId, Usage> usages =
        machines.newest(page.providers().stream().map(ProviderView::workerId).toList());
    return NextPage.of(
        page.providers().stream()
            .map(provider -> OwnedProvider.of(provider, usages.get(provider.workerId())))
            .toList(),
        page.next());
  }

  @GetMapping("/api/providers/my/jobs")
  @Operation(summary = "The jobs that an address's providers have, or had last, newest first")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      [{"id": "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b", "modelType": "llama",
                        "status": "RUNNING", "progress": 40, "estimatedCost": 2.000000,
                        "actualCost": null, "createdAt": "2026-11-23T17:36:00.123Z",
                        "startedAt": "2026-11-23T17:36:01.456Z", "completedAt": null,
                        "provider": {"workerId": "worker-1", "gpuModel": "NVIDIA RTX 4090"},
                        "consumer": {"qubicAddress": "QCONSUMER", "username": "alice"}}]""")))
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  List<OwnedJob> jobs(
      @RequestParam @Parameter(example = "QPROVIDER") @Nullable String qubicAddress,
      @RequestHeader(name = HEADER, required = false) @Nullable String sender,
      @RequestParam @Parameter(description = "1 to 500; 50 unless given") @Nullable String limit) {
    Parameters parameters = new Parameters();
    var owner = parameters.requiredAddress(ADDRESS, either(qubicAddress, sender));
    int count = parameters.whole("limit", limit, 1, Parameters.MAX_LIMIT, JOBS);
    parameters.verify();
    positions.await("job", "provider", Users.PROJECTION);
    List<JobView> found = rows.newestJobs(Objects.requireNonNull(owner), count);
    Map<QubicAddress, String> names =
        users.namesOf(found.stream().map(JobView::qubicAddress).collect(Collectors.toSet()));
    return found.stream()
        .map(job -> OwnedJob.of(job.withUsername(names.get(job.qubicAddress()))))
        .toList();
  }

  @GetMapping("/api/providers/my/earnings")
  @Operation(
      summary = "What an address's providers earned together",
      description =
          "Days are UTC, weeks begin on Monday. `pending` is what the jobs under way would bring if"
              + " they ended now; `history` has the last 30 days, oldest first.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"total": 41.250000, "today": 0.750000, "thisWeek": 3.250000,
                       "thisMonth": 12.000000, "pending": 0.100000,
                       "history": [{"date": "2026-11-23", "amount": 0.750000}]}""")))
  @ApiResponse(responseCode = "400", description = "A bad parameter")
  OwnerEarnings earnings(
      @RequestParam @Parameter(example = "QPROVIDER") @Nullable String qubicAddress,
      @RequestHeader(name = HEADER, required = false) @Nullable String sender) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress(ADDRESS, either(qubicAddress, sender));
    parameters.verify();
    QubicAddress owner = Objects.requireNonNull(address);
    positions.await("job", "provider");
    Instant now = clock.instant();
    return OwnerEarnings.of(
        rows.earned(owner),
        rows.earnedByDay(owner, OwnerEarnings.since(now)),
        OwnerEarnings.pending(rows.jobsUnderWay(owner), now),
        now);
  }

  private static @Nullable String either(@Nullable String query, @Nullable String header) {
    return StringUtils.hasText(query) || header == null ? query : HeaderText.of(header);
  }
}
