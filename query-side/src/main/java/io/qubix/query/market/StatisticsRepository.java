package io.qubix.query.market;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the figures of all jobs. */
interface StatisticsRepository extends Repository<MinuteRow, Instant> {

  /** The sums over some minutes; {@code waited} and {@code longest} in ms. */
  interface Sums {
    long getSubmitted();

    long getCompleted();

    long getFailed();

    long getCancelled();

    long getAssigned();

    BigInteger getWaited();

    long getLongest();

    BigInteger getPaid();
  }

  /**
   * What is known of waiting jobs at one moment.
   *
   * @param oldest the creation of the oldest that waits
   * @param first the creation of the oldest that waits for its first provider
   */
  record Waits(
      Optional<Instant> oldest, Optional<Instant> first, List<CountRow> counts, Sums lately) {}

  List<MinuteRow> findByAtBetween(Instant first, Instant last);

  @Query("select c from CountRow c")
  List<CountRow> findCounts();

  @Query(
      "select coalesce(sum(m.submitted), 0) as submitted, coalesce(sum(m.completed), 0) as completed,"
          + " coalesce(sum(m.failed), 0) as failed, coalesce(sum(m.cancelled), 0) as cancelled,"
          + " coalesce(sum(m.assigned), 0) as assigned,"
          + " coalesce(sum(cast(m.waited as BigInteger)), 0bi) as waited,"
          + " coalesce(max(m.longest), 0) as longest, coalesce(sum(m.paid), 0bi) as paid"
          + " from MinuteRow m where m.at >= :since")
  Sums findSums(Instant since);

  @Query("select j.createdAt from JobRow j where j.status = PENDING order by j.created limit 1")
  Optional<Instant> findOldestWaiting();

  @Query(
      "select j.createdAt from JobRow j where j.status = PENDING and j.attempt = 1"
          + " order by j.created limit 1")
  Optional<Instant> findOldestWaitingForItsFirst();

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  default Waits findWaits(Instant since) {
    return new Waits(
        findOldestWaiting(), findOldestWaitingForItsFirst(), findCounts(), findSums(since));
  }
}
