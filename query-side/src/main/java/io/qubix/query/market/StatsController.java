package io.qubix.query.market;

import io.qubix.api.job.JobStatus;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.provider.Market;
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
class StatsController {

  private static final int MAX_MINUTES = 1440;
  private static final int MINUTES = 60;

  record Stats(Jobs jobs, Market.Counts providers) {}

  /** The number of jobs, and of those that are not over. */
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
   * The figures of the market.
   *
   * @param jobs the number of jobs by status
   * @param asOf the time of the request
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
  Stats stats() {
    return new Stats(Jobs.of(statistics.byStatus()), market.count());
  }

  @GetMapping("/api/stats/overview")
  Overview overview() {
    return new Overview(
        statistics.byStatus(),
        market.presence(),
        statistics.waiting(),
        statistics.today(),
        clock.instant());
  }

  @GetMapping("/api/stats/minutes")
  Minutes minutes(@RequestParam @Nullable String count) {
    Parameters parameters = new Parameters();
    int wanted = parameters.whole("count", count, 1, MAX_MINUTES, MINUTES);
    parameters.verify();
    return new Minutes(statistics.minutes(wanted));
  }
}
