package io.qubix.query.provider.reputation;

import io.qubix.api.Rejection;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.reputation.Reputation;
import io.qubix.api.provider.reputation.Weighted;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.provider.ProviderSearch;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves a provider's reputation. */
@RestController
@ForQueries
class ReputationController {

  private final ProviderSearch providers;
  private final EndedAttempts attempts;

  ReputationController(ProviderSearch providers, EndedAttempts attempts) {
    this.providers = providers;
    this.attempts = attempts;
  }

  /**
   * A reputation, part by part.
   *
   * @param asOf the day (UTC) of the newest event that counted, or null without one
   * @param events the attempts behind it, newest first
   * @param next the {@code before} of the next page, or null on the last one
   */
  record ReputationView(
      WorkerId workerId,
      double score,
      long jobs,
      String version,
      @Nullable LocalDate asOf,
      HalfLife halfLife,
      Weighted completed,
      Weighted failed,
      Weighted lost,
      Weighted timedOut,
      Weighted overReported,
      Time time,
      List<EndedAttempts.Ended> events,
      @Nullable Cursor next) {}

  /** After how many attempts, and after how many days, what happened counts half. */
  record HalfLife(int attempts, int days) {}

  /**
   * The time that completed attempts took.
   *
   * @param attempts whose times are known
   * @param usedOfAsked the measured time as a share of what consumers asked for, or null
   */
  record Time(long attempts, @Nullable Double usedOfAsked) {}

  @GetMapping("/api/providers/{idOrWorkerId}/reputation")
  ReputationView reputation(
      @PathVariable String idOrWorkerId,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(required = false) @Nullable String limit) {
    Parameters parameters = new Parameters();
    Cursor place = parameters.requiredCursor("before", before, EndedAttempts.CURSOR);
    int most = parameters.limit(limit);
    parameters.verify();
    ProviderState provider =
        providers.state(idOrWorkerId).orElseThrow(Rejection.NotFound::provider);
    return view(
        provider,
        attempts.of(provider.workerId(), place == null ? Long.MAX_VALUE : place.number(0), most));
  }

  private static ReputationView view(ProviderState provider, EndedAttempts.Page page) {
    Reputation known = provider.reputation();
    Reputation.Summary summary = known.summary();
    return new ReputationView(
        provider.workerId(),
        summary.score(),
        summary.jobs(),
        summary.version(),
        summary.jobs() == 0 ? null : LocalDate.ofEpochDay(known.day()),
        new HalfLife(Reputation.HALF_LIFE_ATTEMPTS, Reputation.HALF_LIFE_DAYS),
        known.completed(),
        known.failed(),
        known.lost(),
        known.timedOut(),
        known.pace().overReported(),
        new Time(known.pace().attempts(), known.pace().usedOfAsked()),
        page.attempts(),
        page.next());
  }
}
