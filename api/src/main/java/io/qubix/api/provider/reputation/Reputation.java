package io.qubix.api.provider.reputation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.qubix.api.money.Money;
import io.qubix.api.provider.event.ProviderReleased;
import java.time.Duration;
import java.time.Instant;

/**
 * What a provider's attempts tell about it. It follows from the provider's events alone: it changes
 * with them and at no other time, so that the order book of each node, the read model and a replay
 * have the same figures (docs/adr/0034).
 *
 * <p>What happened before counts half after {@link #HALF_LIFE_ATTEMPTS} further attempts, and half
 * after {@link #HALF_LIFE_DAYS} days, which are counted when an event tells the time.
 *
 * @param day the day (UTC, from 1970) of the newest event that counted
 */
public record Reputation(
    long day,
    Weighted completed,
    Weighted failed,
    Weighted lost,
    Weighted timedOut,
    WorkPace pace) {

  /** Raise it when the same events lead to other figures. */
  public static final String VERSION = "reputation/1";

  public static final int HALF_LIFE_ATTEMPTS = 50;
  public static final int HALF_LIFE_DAYS = 30;

  /** Of a provider without attempts. */
  public static final Reputation NONE =
      new Reputation(0, Weighted.NONE, Weighted.NONE, Weighted.NONE, Weighted.NONE, WorkPace.NONE);

  /** What a provider has proven itself with: at least five attempts, none of them long ago. */
  private static final int PROOF = 4;

  private static final double FADED_BY_ATTEMPT = StrictMath.pow(0.5, 1.0 / HALF_LIFE_ATTEMPTS);
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final int THOUSAND = 1_000;

  /** Returns the reputation after an attempt. */
  public Reputation after(ProviderReleased attempt) {
    Mark mark = Mark.of(attempt);
    if (mark == Mark.NONE) {
      return this;
    }
    Reputation before = at(attempt.at()).faded(FADED_BY_ATTEMPT);
    return new Reputation(
        before.day,
        mark == Mark.COMPLETED ? before.completed.plusOne() : before.completed,
        mark == Mark.FAILED ? before.failed.plusOne() : before.failed,
        mark == Mark.LOST ? before.lost.plusOne() : before.lost,
        mark == Mark.TIMED_OUT ? before.timedOut.plusOne() : before.timedOut,
        attempt.effort() == null ? before.pace : before.pace.plus(attempt.effort()));
  }

  /** Returns the reputation at a later time. Full days count, so that few events change it. */
  public Reputation at(Instant time) {
    long today = Math.floorDiv(time.getEpochSecond(), DAY);
    if (today <= day) {
      return this;
    }
    Reputation faded = faded(StrictMath.pow(0.5, (double) (today - day) / HALF_LIFE_DAYS));
    return new Reputation(
        today, faded.completed, faded.failed, faded.lost, faded.timedOut, faded.pace);
  }

  private Reputation faded(double factor) {
    return new Reputation(
        day,
        completed.faded(factor),
        failed.faded(factor),
        lost.faded(factor),
        timedOut.faded(factor),
        pace.faded(factor));
  }

  /** Returns how many attempts it rests on. */
  public long attempts() {
    return completed.attempts() + failed.attempts() + lost.attempts() + timedOut.attempts();
  }

  /** Returns what they weigh: how much is known today. */
  public double weight() {
    return completed.weight() + failed.weight() + lost.weight() + timedOut.weight();
  }

  /** Returns whether too little is known of the provider to rely on it. */
  @JsonIgnore
  public boolean isNew() {
    return weight() < PROOF;
  }

  /**
   * Returns the chance that the next attempt succeeds, in thousandths: the share of completed
   * attempts, as if there had been one more that was completed and one more that was not. So it is
   * 500 for a provider without attempts, and never 0.
   */
  public int chance() {
    double share = (completed.weight() + 1) / (weight() + 2);
    return Math.max(1, (int) Math.round(share * THOUSAND));
  }

  /** Returns how many of a thousand attempts do not succeed. */
  public long risk() {
    return THOUSAND - chance();
  }

  /** Returns what a success costs by the hour, when attempts that fail cost as much. */
  public Money priceOfSuccess(Money pricePerHour) {
    int chance = chance();
    return new Money((pricePerHour.micros() * THOUSAND + chance / 2) / chance);
  }

  /** Returns what lists of providers show. */
  public Summary summary() {
    return new Summary((double) chance() / THOUSAND, attempts(), VERSION);
  }

  /**
   * A reputation in short.
   *
   * @param score the chance that the next attempt succeeds, 0 to 1
   * @param jobs the attempts that it rests on
   * @param version of the rule
   */
  public record Summary(double score, long jobs, String version) {}
}
