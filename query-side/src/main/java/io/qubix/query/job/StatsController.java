package io.qubix.query.job;

import io.qubix.api.job.JobStatus;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.provider.Market;
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
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
@Tag(name = "Market")
class StatsController {

  private static final int MAX_MINUTES = 1440;
  private static final int MINUTES = 60;

  record Stats(Jobs jobs, Market.Counts providers) {}

  /** How many jobs there are, and how many are not over. */
  record Jobs(long total, long active) {

    static Jobs of(Map<JobStatus, Long> byStatus) {
      long total = 0;
      long active = 0;
      for (Map.Entry<JobStatus, Long> count : byStatus.entrySet()) {
        total += count.getValue();
        active += count.getKey().isOver() ? 0 : count.getValue();
      }
      return new Jobs(total, active);
    }
  }

  /**
   * The market at a glance.
   *
   * @param jobs how many have each status
   * @param asOf when it was asked
   */
  record Overview(
      Map<JobStatus, Long> jobs,
      Market.Presence providers,
      JobStatistics.Waiting waiting,
      JobStatistics.Today today,
      Instant asOf) {}

  record Minutes(List<JobStatistics.Minute> minutes) {}

  private final JobStatistics statistics;
  private final Market market;
  private final Clock clock;

  StatsController(JobStatistics statistics, Market market, Clock clock) {
    this.statistics = statistics;
    this.market = market;
    this.clock = clock;
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
    return new Stats(Jobs.of(statistics.byStatus()), market.count());
  }

  @GetMapping("/api/stats/overview")
  @Operation(
      summary = "The market at a glance: jobs by status, providers, waiting times, today's money",
      description =
          "Days begin at midnight UTC. Waits are those for a job's first provider, of the jobs"
              + " that got one in the last hour and of those that wait still.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"jobs": {"PENDING": 1, "ASSIGNED": 2, "RUNNING": 9, "COMPLETED": 1230,
                         "FAILED": 6, "CANCELLED": 2},
                       "providers": {"total": 40, "online": 31, "busy": 11},
                       "waiting": {"oldestSeconds": 4.2, "averageSeconds": 0.031,
                         "longestSeconds": 12.5},
                       "today": {"submitted": 312, "completed": 300, "failed": 1, "cancelled": 0,
                         "paid": 84.125000},
                       "asOf": "2026-11-23T18:10:00.000Z"}""")))
  Overview overview() {
    return new Overview(
        statistics.byStatus(),
        market.presence(),
        statistics.waiting(),
        statistics.today(),
        clock.instant());
  }

  @GetMapping("/api/stats/minutes")
  @Operation(
      summary = "What happened to jobs, minute by minute, oldest first",
      description =
          "Every minute is there; the last one is not over. `finished`: however it ended.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"minutes": [{"at": "2026-11-23T18:09:00.000Z", "submitted": 5, "finished": 4,
                         "completed": 4, "failed": 0, "waitSeconds": 0.031, "paid": 1.250000}]}""")))
  @ApiResponse(responseCode = "400", description = "A bad parameter")
  Minutes minutes(
      @RequestParam @Parameter(description = "How many: 1 to 1440; 60 unless given")
          @Nullable String count) {
    Parameters parameters = new Parameters();
    int wanted = parameters.whole("count", count, 1, MAX_MINUTES, MINUTES);
    parameters.verify();
    return new Minutes(statistics.minutes(wanted));
  }
}
