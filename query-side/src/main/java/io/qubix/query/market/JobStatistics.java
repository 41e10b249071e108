package io.qubix.query.market;

import io.qubix.api.job.JobStatus;
import io.qubix.api.money.Sum;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobQueries;
import io.qubix.query.projection.Positions;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads figures of all jobs. Every answer contains all writes before the call (read your own
 * writes), and reads one row for each status or minute, however many jobs there are.
 *
 * <p>Every method throws {@link io.qubix.api.Rejection.Unavailable} when the read model is too far
 * behind.
 */
@Component
@ForQueries
public final class JobStatistics {

  /**
   * How long jobs wait for their first provider.
   *
   * @param oldestSeconds how long the oldest waiting job has been in the market, or null when none
   *     waits
   * @param averageSeconds of the jobs assigned in the last hour and of those that still wait, or
   *     null when there are none
   * @param longestSeconds the longest of these waits
   */
  public record Waiting(
      @Nullable Double oldestSeconds,
      @Nullable Double averageSeconds,
      @Nullable Double longestSeconds) {}

  /**
   * The figures since midnight UTC.
   *
   * @param paid to providers, less what they gave back
   */
  public record Today(long submitted, long completed, long failed, long cancelled, Sum paid) {}

  /**
   * A minute, or the part of it that has passed.
   *
   * @param at its start
   * @param finished completed, failed or cancelled
   * @param waitSeconds the average wait of the jobs assigned in it, or null when there were none
   */
  public record Minute(
      Instant at,
      long submitted,
      long finished,
      long completed,
      long failed,
      @Nullable Double waitSeconds,
      Sum paid) {

    static Minute empty(Instant at) {
      return new Minute(at, 0, 0, 0, 0, null, Sum.ZERO);
    }
  }

  private static final double MILLIS = 1000;

  private final StatisticsRepository figures;
  private final Positions positions;
  private final Clock clock;

  JobStatistics(StatisticsRepository figures, Positions positions, Clock clock) {
    this.figures = figures;
    this.positions = positions;
    this.clock = clock;
  }

  /** Returns the number of jobs by status, including statuses without jobs. */
  public Map<JobStatus, Long> byStatus() {
    positions.await(JobQueries.PROJECTION);
    Map<JobStatus, Long> counts = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      counts.put(status, 0L);
    }
    figures.findCounts().forEach(row -> counts.put(row.status(), row.jobs()));
    return counts;
  }

  public Waiting waiting() {
    positions.await(JobQueries.PROJECTION);
    Instant now = clock.instant();
    StatisticsRepository.Waits found = figures.findWaits(now.minus(Duration.ofHours(1)));
    StatisticsRepository.Sums lately = found.lately();
    @Nullable Double oldest = age(found.oldest(), now);
    // Only of jobs that never had a provider; the oldest may be another one.
    @Nullable Double longest = age(found.first(), now);
    long jobs = lately.getAssigned();
    BigInteger waited = lately.getWaited();
    for (CountRow waiting : found.counts()) {
      jobs += waiting.waiting();
      waited = waited.add(waiting.waited(now.toEpochMilli()));
    }
    if (jobs == 0) {
      return new Waiting(oldest, null, null);
    }
    return new Waiting(
        oldest,
        Math.max(0, waited.doubleValue() / MILLIS / jobs),
        Math.max(lately.getLongest() / MILLIS, longest == null ? 0 : longest));
  }

  /** Returns the age of a job in seconds, or null when there is none. */
  private static @Nullable Double age(Optional<Instant> createdAt, Instant now) {
    return createdAt
        .map(at -> Math.max(0, Duration.between(at, now).toMillis() / MILLIS))
        .orElse(null);
  }

  public Today today() {
    positions.await(JobQueries.PROJECTION);
    StatisticsRepository.Sums sums = figures.findSums(clock.instant().truncatedTo(ChronoUnit.DAYS));
    return new Today(
        sums.getSubmitted(),
        sums.getCompleted(),
        sums.getFailed(),
        sums.getCancelled(),
        new Sum(sums.getPaid()));
  }

  /**
   * Returns the last {@code count} minutes, oldest first and without gaps; the last one is not
   * over.
   */
  public List<Minute> minutes(int count) {
    positions.await(JobQueries.PROJECTION);
    Instant last = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    Instant first = last.minus(Duration.ofMinutes(count - 1L));
    Map<Instant, Minute> known =
        figures.findByAtBetween(first, last).stream()
            .map(MinuteRow::view)
            .collect(Collectors.toMap(Minute::at, Function.identity()));
    return Stream.iterate(first, at -> at.plus(Duration.ofMinutes(1)))
        .limit(count)
        .map(at -> known.getOrDefault(at, Minute.empty(at)))
        .toList();
  }
}
