package io.qubix.query.job;

import io.qubix.api.bounds.Limits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads the jobs' table. */
interface JobRepository extends Repository<JobRow, UUID> {

  /** A job's place in the order of creation. */
  interface Place {
    UUID getId();

    long getCreated();
  }

  Optional<JobRow> findById(UUID id);

  @Query(
      "select j.id as id, l.created as created from JobLabelRow l join JobRow j"
          + " on j.created = l.created where l.qubicAddress = :consumer and l.label = :label"
          + " and l.open and l.created > :after order by l.created limit :most")
  List<Place> findOpen(String consumer, String label, long after, int most);

  @Query("select j.created from JobRow j where j.id = :id")
  Optional<Long> findCreatedById(UUID id);

  /** The statuses are written out because an index covers exactly these. */
  @Query(
      "select j from JobRow j where j.workerId = :workerId and j.status in (ASSIGNED, RUNNING)"
          + " order by j.created limit "
          + Limits.SLOTS)
  List<JobRow> findHeldBy(String workerId);

  List<JobRow> findByIdInOrderByCreatedDesc(List<UUID> ids);

  @Query("select j.created from JobRow j where j.createdAt < :at order by j.createdAt desc limit 1")
  Optional<Long> findLastCreatedBefore(Instant at);

  @Query("select j.created from JobRow j where j.createdAt >= :at order by j.createdAt limit 1")
  Optional<Long> findFirstCreatedSince(Instant at);

  /** The condition on the view is written as in the index that covers it. */
  @Query(
      nativeQuery = true,
      value =
          """
          select count(*) from job_view
          where worker_id = :workerId and view ->> 'overReported' = 'true'
          """)
  long countOverReportedBy(String workerId);

  /** Leaves out errors, which may be large. */
  @Query(
      nativeQuery = true,
      value =
          """
          select cast(job.view - 'error' as text) from provider_view provider
          cross join lateral (
            select created, view from job_view where worker_id = provider.worker_id
            order by created desc limit :limit) as job
          where provider.qubic_address = :owner order by job.created desc limit :limit
          """)
  List<String> findNewestOf(String owner, int limit);

  /**
   * Adds up {@link io.qubix.api.money.Money#forDuration} of each running job, at most what it may
   * cost.
   *
   * @param most the highest cost of a job
   */
  @Query(
      nativeQuery = true,
      value =
          """
          select coalesce(sum(least(round(1000000 * price * worked / 3600), 1000000 * cap, :most)), 0)
          from (
            select cast(job.view #>> '{provider,pricePerHour}' as numeric) as price,
                cast(job.view ->> 'maxTotalCost' as numeric) as cap,
                greatest(0, extract(epoch from cast(:now as timestamptz)
                  - cast(job.view ->> 'startedAt' as timestamptz))) as worked
            from provider_view provider join job_view job using (worker_id)
            where provider.qubic_address = :owner and job.status in ('ASSIGNED', 'RUNNING')
              and job.view ->> 'startedAt' is not null) as under_way
          """)
  BigDecimal findPendingOf(String owner, Instant now, long most);
}
