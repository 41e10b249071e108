package io.qubix.api.matching;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which job comes first; {@code qubix.matching.order} names the one in use (docs/adr/0031).
 *
 * <p>Jobs stand in lines, in which their order never changes. What the consumer of a line gets may
 * change the order between lines, and only to the disadvantage of that consumer: the order book
 * relies on both.
 */
public enum JobOrder {
  /** The highest priority first, of these the oldest. All jobs are one line. */
  OLDEST("oldest/1", "the highest priority first, then the oldest") {
    @Override
    public JobLine line(WaitingJob job) {
      return JobLine.OF_ALL;
    }

    @Override
    public JobRank rank(WaitingJob job, Standing standing) {
      return new JobRank(-job.priority(), 0, job.createdAt(), job.createdAt(), job.id().value());
    }
  },

  /**
   * The highest priority first, of these the consumer with the fewest jobs at work, of these the
   * line that waits for the longest. Each consumer has a line for each priority, which rises by one
   * at the end of each {@link #ROUND} in which none of it was matched.
   */
  FAIR(
      "fair/1",
      "the highest priority first, then whose consumer has the fewest jobs at work, then who waits"
          + " for the longest; 10 minutes count as one priority") {
    @Override
    public JobLine line(WaitingJob job) {
      return new JobLine(job.consumer(), job.priority());
    }

    @Override
    public JobRank rank(WaitingJob job, Standing standing) {
      Instant since = standing.waitsSince(job);
      long round = Math.floorDiv(since.getEpochSecond(), ROUND.toSeconds());
      return new JobRank(
          round - job.priority(), standing.atWork(), since, job.createdAt(), job.id().value());
    }
  };

  /** The rounds of {@link #FAIR} begin at full multiples of it. */
  public static final Duration ROUND = Duration.ofMinutes(10);

  /** Compares jobs of a line, the first one first. */
  public static final Comparator<WaitingJob> IN_LINE =
      Comparator.comparingInt(WaitingJob::priority)
          .reversed()
          .thenComparing(WaitingJob::createdAt)
          .thenComparing(job -> job.id().value());

  private final String version;
  private final String words;

  JobOrder(String version, String words) {
    this.version = version;
    this.words = words;
  }

  /**
   * What a consumer has got.
   *
   * @param atWork its jobs that providers hold
   * @param lastMatch when the last job of the line was matched, or {@link Instant#MIN}
   */
  public record Standing(int atWork, Instant lastMatch) {

    public static final Standing NONE = new Standing(0, Instant.MIN);

    /** Returns when the job's line began to wait for this turn. */
    public Instant waitsSince(WaitingJob job) {
      return lastMatch.isAfter(job.createdAt()) ? lastMatch : job.createdAt();
    }
  }

  /**
   * @throws IllegalArgumentException when there is none of that name; its message lists all names
   */
  public static JobOrder named(String name) {
    return Stream.of(values())
        .filter(order -> order.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no job order \""
                        + name
                        + "\"; there are "
                        + Stream.of(values()).map(JobOrder::toString).collect(joining(", "))));
  }

  /** Returns the order of a receipt, if this program knows it in that version. */
  public static Optional<JobOrder> of(DecisionReceipt.Turn turn) {
    return Stream.of(values()).filter(one -> one.version.equals(turn.order())).findFirst();
  }

  /** Returns the line that the job stands in. */
  public abstract JobLine line(WaitingJob job);

  public abstract JobRank rank(WaitingJob job, Standing standing);

  /** Returns the name and version in receipts. */
  public String version() {
    return version;
  }

  /** Returns the order in words, as in {@code the highest priority first, then the oldest}. */
  public String words() {
    return words;
  }

  /** Returns the name in {@code qubix.matching.order}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
