package io.qubix.query.job;

import io.qubix.api.Money;
import io.qubix.api.Sum;
import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.JobView;
import io.qubix.query.projection.Column;
import io.qubix.query.projection.Savepoint;
import io.qubix.query.projection.Tables;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts jobs by status, and what happens to them in each minute. Statistics never stop the read
 * model of jobs: a figure that cannot be kept is left out and logged, and a rebuild counts again.
 */
final class Tally {

  private static final Logger log = LoggerFactory.getLogger(Tally.class);

  private static final String ADD_TO_COUNTS =
      """
      insert into {job_count} as tally (status, jobs, waiting, since)
      select status, jobs::bigint, waiting::bigint, since::numeric
      from unnest(?::text[], ?::text[], ?::text[], ?::text[])
        as row (status, jobs, waiting, since)
      on conflict (status) do update set jobs = tally.jobs + excluded.jobs,
          waiting = tally.waiting + excluded.waiting, since = tally.since + excluded.since
      """;

  private static final String ADD_TO_MINUTES =
      """
      insert into {job_minute} as tally
          (at, submitted, completed, failed, cancelled, assigned, waited, longest, paid)
      select at::timestamptz, submitted::bigint, completed::bigint, failed::bigint,
          cancelled::bigint, assigned::bigint, waited::bigint, longest::bigint, paid::numeric
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[])
        as row (at, submitted, completed, failed, cancelled, assigned, waited, longest, paid)
      on conflict (at) do update set submitted = tally.submitted + excluded.submitted,
          completed = tally.completed + excluded.completed,
          failed = tally.failed + excluded.failed,
          cancelled = tally.cancelled + excluded.cancelled,
          assigned = tally.assigned + excluded.assigned, waited = tally.waited + excluded.waited,
          longest = greatest(tally.longest, excluded.longest), paid = tally.paid + excluded.paid
      """;

  private final JdbcTemplate jdbc;
  private final String addToCounts;
  private final String addToMinutes;
  private final Map<JobStatus, Moved> moved = new EnumMap<>(JobStatus.class);
  private final Map<Instant, Minute> minutes = new TreeMap<>();

  Tally(JdbcTemplate jdbc, Tables tables) {
    this.jdbc = jdbc;
    this.addToCounts = tables.in(ADD_TO_COUNTS);
    this.addToMinutes = tables.in(ADD_TO_MINUTES);
  }

  /**
   * @param before null for a new job
   */
  void count(@Nullable JobView before, JobEvent event, JobView after) {
    if (before == null) {
      moved(after.status()).enter(after);
      minute(after.createdAt()).submitted++;
    } else if (before.status() != after.status()) {
      moved(before.status()).leave(before);
      moved(after.status()).enter(after);
      if (after.status().isOver() && after.completedAt() != null) {
        minute(after.completedAt()).ended(after);
      }
    }
    if (event instanceof JobAssigned assigned && assigned.attempt() == 1) {
      minute(assigned.assignedAt())
          .waited(Duration.between(after.createdAt(), assigned.assignedAt()));
    }
  }

  void flush() {
    moved.values().removeIf(Moved::isNothing);
    keep(moved, this::addToCounts);
    keep(minutes, this::addToMinutes);
    forget();
  }

  /** Writes all figures at once or, where one of them cannot be kept, each of them alone. */
  private <K, V> void keep(Map<K, V> figures, Consumer<Map<K, V>> write) {
    if (figures.isEmpty() || Savepoint.attempt(() -> write.accept(figures), jdbc) == null) {
      return;
    }
    figures.forEach(
        (key, figure) -> {
          RuntimeException failure =
              Savepoint.attempt(() -> write.accept(Map.of(key, figure)), jdbc);
          if (failure != null) {
            log.error(
                "The statistics of {} miss something until the read model of jobs is made anew: {}",
                key,
                NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
          }
        });
  }

  private void addToCounts(Map<JobStatus, Moved> counts) {
    jdbc.update(
        addToCounts,
        Column.of(counts.keySet(), status -> status),
        Column.of(counts.values(), count -> count.jobs),
        Column.of(counts.values(), count -> count.waiting),
        Column.of(counts.values(), count -> count.since));
  }

  private void addToMinutes(Map<Instant, Minute> added) {
    jdbc.update(
        addToMinutes,
        Column.of(added.keySet(), at -> at),
        Column.of(added.values(), minute -> minute.submitted),
        Column.of(added.values(), minute -> minute.completed),
        Column.of(added.values(), minute -> minute.failed),
        Column.of(added.values(), minute -> minute.cancelled),
        Column.of(added.values(), minute -> minute.assigned),
        Column.of(added.values(), minute -> minute.waited),
        Column.of(added.values(), minute -> minute.longest),
        Column.of(added.values(), minute -> minute.paid.micros()));
  }

  void forget() {
    moved.clear();
    minutes.clear();
  }

  private Moved moved(JobStatus status) {
    return moved.computeIfAbsent(status, key -> new Moved());
  }

  private Minute minute(Instant at) {
    return minutes.computeIfAbsent(at.truncatedTo(ChronoUnit.MINUTES), start -> new Minute());
  }

  /** How many jobs more have a status, and which of them wait for their first provider. */
  private static final class Moved {
    private long jobs;
    private long waiting;

    /** The times of creation of those that wait, added up; ms. */
    private long since;

    void enter(JobView job) {
      add(job, 1);
    }

    void leave(JobView job) {
      add(job, -1);
    }

    boolean isNothing() {
      return jobs == 0 && waiting == 0 && since == 0;
    }

    private void add(JobView job, int sign) {
      jobs += sign;
      if (job.status() == JobStatus.PENDING && job.attempt() == 1) {
        waiting += sign;
        since += sign * job.createdAt().toEpochMilli();
      }
    }
  }

  private static final class Minute {
    private long submitted;
    private long completed;
    private long failed;
    private long cancelled;
    private long assigned;
    private long waited;
    private long longest;
    private Sum paid = Sum.ZERO;

    void ended(JobView job) {
      switch (job.status()) {
        case COMPLETED -> {
          completed++;
          paid = paid.plus(job.actualCost() == null ? Money.ZERO : job.actualCost());
        }
        case FAILED -> failed++;
        case CANCELLED -> cancelled++;
        default -> throw new IllegalArgumentException(job.status() + " is not over");
      }
    }

    void waited(Duration wait) {
      long millis = Math.max(0, wait.toMillis());
      assigned++;
      waited += millis;
      longest = Math.max(longest, millis);
    }
  }
}
