package io.qubix.api.matching;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/**
 * A job's place in the order of all jobs: the smallest rank comes first.
 *
 * @param level the priority, by which age may count as well
 * @param atWork the jobs of its consumer that providers hold
 * @param since when its line began to wait for this turn
 */
public record JobRank(long level, int atWork, Instant since, Instant createdAt, UUID id)
    implements Comparable<JobRank> {

  private static final Comparator<JobRank> ORDER =
      Comparator.comparingLong(JobRank::level)
          .thenComparingInt(JobRank::atWork)
          .thenComparing(JobRank::since)
          .thenComparing(JobRank::createdAt)
          .thenComparing(JobRank::id);

  @Override
  public int compareTo(JobRank other) {
    return ORDER.compare(this, other);
  }
}
