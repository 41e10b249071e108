package io.qubix.query.market;

import io.qubix.api.job.JobStatus;
import io.qubix.api.money.Sum;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobQueries;
import io.qubix.query.projection.Positions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
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

  private final JdbcClient jdbc;
  private final Positions positions;
  private final Clock clock;

  JobStatistics(JdbcClient jdbc, Positions positions, Clock clock) {
    this.jdbc = jdbc;
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
    jdbc.sql("select status, jobs from job_count")
        .query(
            row -> {
              counts.put(JobStatus.valueOf(row.getString("status")), row.getLong("jobs"));
            });
    return counts;
  }

  public Waiting waiting() {
    positions.await(JobQueries.PROJECTION);
    Instant now = clock.instant();
    @Nullable Double oldest = waits("", now);
    // Looks only at jobs that never had a provider; the oldest may be another one.
    @Nullable Double longest = waits("and (view ->> 'attempt')::int = 1", now);
    return jdbc.sql(
            """
            select assigned + waiting as jobs, waited + waiting * ? - since as millis, longest
            from (select coalesce(sum(assigned), 0) as assigned, coalesce(sum(waited), 0) as waited,
                  coalesce(max(longest), 0) as longest
                from job_minute where at > ?) as lately,
              (select coalesce(sum(waiting), 0) as waiting, coalesce(sum(since), 0) as since
                from job_count) as still
            """)
        .params(now.toEpochMilli(), utc(now.minus(Duration.ofHours(1))))
        .query(
            (row, number) -> {
              long jobs = row.getLong("jobs");
              double average = row.getBigDecimal("millis").doubleValue() / MILLIS / jobs;
              return new Waiting(
                  oldest,
                  jobs == 0 ? null : Math.max(0, average),
                  jobs == 0
                      ? null
                      : Math.max(row.getLong("longest") / MILLIS, longest == null ? 0 : longest));
            })
        .single();
  }

  /** Returns the age of the oldest waiting job that meets the condition, in seconds. */
  private @Nullable Double waits(String meant, Instant now) {
    return jdbc.sql(
            String.format(
                Locale.ROOT,
                """
                select (view ->> 'createdAt')::timestamptz as at from job_view
                where status = 'PENDING' %s order by created limit 1
                """,
                meant))
        .query((row, number) -> Math.max(0, seconds(Duration.between(at(row), now))))
        .optional()
        .orElse(null);
  }

  public Today today() {
    positions.await(JobQueries.PROJECTION);
    return jdbc.sql(
            """
            select coalesce(sum(submitted), 0)::bigint as submitted,
                coalesce(sum(completed), 0)::bigint as completed,
                coalesce(sum(failed), 0)::bigint as failed,
                coalesce(sum(cancelled), 0)::bigint as cancelled,
                coalesce(sum(paid), 0) as paid
            from job_minute where at >= ?
            """)
        .param(utc(clock.instant().truncatedTo(ChronoUnit.DAYS)))
        .query(
            (row, number) ->
                new Today(
                    row.getLong("submitted"),
                    row.getLong("completed"),
                    row.getLong("failed"),
                    row.getLong("cancelled"),
                    Sum.ofMicros(row.getBigDecimal("paid"))))
        .single();
  }

  /**
   * Returns the last {@code count} minutes, oldest first and without gaps; the last one is not
   * over.
   */
  public List<Minute> minutes(int count) {
    positions.await(JobQueries.PROJECTION);
    Instant last = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    Instant first = last.minus(Duration.ofMinutes(count - 1L));
    Map<Instant, Minute> known = new HashMap<>();
    jdbc.sql("select * from job_minute where at between ? and ?")
        .params(utc(first), utc(last))
        .query(
            row -> {
              known.put(at(row), minute(row));
            });
    List<Minute> all = new ArrayList<>(count);
    for (Instant at = first; !at.isAfter(last); at = at.plus(Duration.ofMinutes(1))) {
      all.add(known.getOrDefault(at, Minute.empty(at)));
    }
    return all;
  }

  private static Minute minute(ResultSet row) throws SQLException {
    long completed = row.getLong("completed");
    long failed = row.getLong("failed");
    long assigned = row.getLong("assigned");
    return new Minute(
        at(row),
        row.getLong("submitted"),
        completed + failed + row.getLong("cancelled"),
        completed,
        failed,
        assigned == 0 ? null : row.getLong("waited") / MILLIS / assigned,
        Sum.ofMicros(row.getBigDecimal("paid")));
  }

  private static Instant at(ResultSet row) throws SQLException {
    return row.getObject("at", OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
