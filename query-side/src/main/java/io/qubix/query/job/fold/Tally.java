package io.qubix.query.job.fold;

import io.qubix.api.job.JobStatus;
import io.qubix.api.job.view.JobView;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.query.batch.BatchInsert;
import io.qubix.query.projection.row.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts jobs by status, and their changes in each minute. */
final class Tally {

  private static final BatchInsert<Map.Entry<JobStatus, Moved>> COUNTS =
      BatchInsert.<Map.Entry<JobStatus, Moved>>into("job_count")
          .key("status", "text", Map.Entry::getKey)
          .adding("jobs", "bigint", count -> count.getValue().jobs)
          .adding("waiting", "bigint", count -> count.getValue().waiting)
          .adding("since", "numeric", count -> count.getValue().since);

  private static final BatchInsert<Map.Entry<Instant, Minute>> MINUTES =
      BatchInsert.<Map.Entry<Instant, Minute>>into("job_minute")
          .key("at", "timestamptz", Map.Entry::getKey)
          .adding("submitted", "bigint", minute -> minute.getValue().submitted)
          .adding("completed", "bigint", minute -> minute.getValue().completed)
          .adding("failed", "bigint", minute -> minute.getValue().failed)
          .adding("cancelled", "bigint", minute -> minute.getValue().cancelled)
          .adding("assigned", "bigint", minute -> minute.getValue().assigned)
          .adding("waited", "bigint", minute -> minute.getValue().waited)
          .greatest("longest", "bigint", minute -> minute.getValue().longest)
          .adding("paid", "numeric", minute -> minute.getValue().paid.micros());

  private final JdbcTemplate jdbc;
  private final Figures figures;
  private final Map<JobStatus, Moved> moved = new EnumMap<>(JobStatus.class);
  private final Map<Instant, Minute> minutes = new TreeMap<>();

  Tally(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.figures = new Figures(jdbc);
  }

  /**
   * @param before the job before the event, or null for a new job
   */
  void count(@Nullable JobView before, JobView after) {
    if (before == null) {
      moved(after.status()).enter(after);
      minute(after.createdAt()).submitted++;
    } else if (before.status() != after.status()) {
      moved(before.status()).leave(before);
      moved(after.status()).enter(after);
      if (after.status().isOver() && after.completedAt() != null) {
        minute(after.completedAt()).ended(after);
      }
      if (after.status() == JobStatus.ASSIGNED && after.attempt() == 1) {
        minute(after.assignedAt()).waited(Duration.between(after.createdAt(), after.assignedAt()));
      }
    }
  }

  /** Counts what providers earn at a time, less what they give back. */
  void paid(Instant at, Money earned) {
    Minute minute = minute(at);
    minute.paid = minute.paid.plus(earned);
  }

  void flush() {
    moved.values().removeIf(Moved::isNothing);
    figures.keep(moved.entrySet(), some -> COUNTS.write(jdbc, some));
    figures.keep(minutes.entrySet(), some -> MINUTES.write(jdbc, some));
    forget();
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

  /** Counts the jobs that entered a status, minus those that left it, and their first waits. */
  private static final class Moved {
    private long jobs;
    private long waiting;

    /** The sum of the creation times of waiting jobs, in ms. */
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
        case COMPLETED -> completed++;
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
