package io.qubix.query.job;

import io.qubix.query.ForQueries;
import io.qubix.query.provider.Market;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
@Tag(name = "Market")
class StatsController {

  record Stats(StoredJobs.Counts jobs, Market.Counts providers) {}

  private final StoredJobs jobs;
  private final Market market;

  StatsController(StoredJobs jobs, Market market) {
    this.jobs = jobs;
    this.market = market;
  }

  @GetMapping("/api/stats")
  @Operation(summary = "The market in four numbers: active jobs are not over, providers online")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"jobs": {"total": 1250, "active": 12},
                       "providers": {"total": 40, "active": 31}}""")))
  Stats stats() {
    return new Stats(jobs.count(), market.count());
  }
}
