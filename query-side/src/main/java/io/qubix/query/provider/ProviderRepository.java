package io.qubix.query.provider;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads the providers' tables. */
interface ProviderRepository
    extends Repository<ProviderRow, String>, JpaSpecificationExecutor<ProviderRow> {

  /** What the providers of an owner did on a day. */
  interface OwnersDay {
    LocalDate getDay();

    long getJobs();

    BigInteger getEarned();
  }

  Optional<ProviderRow> findByWorkerId(String workerId);

  @Query("select p from ProviderRow p where p.id = :id")
  Optional<ProviderRow> findByProviderId(UUID id);

  @Query(
      nativeQuery = true,
      value = "select exists (select from provider_repricing where position > :position)")
  boolean existsRepricingAfter(long position);

  @Query("select distinct p.gpuModel from ProviderRow p where p.gpuModel is not null")
  List<String> gpuModels();

  @Query("select distinct p.location from ProviderRow p where p.location is not null")
  List<String> locations();

  @Query(
      "select count(*), count(*) filter (where p.online) from ProviderRow p"
          + " where not p.deregistered")
  List<Object[]> counts();

  @Query(
      "select count(*), count(*) filter (where p.online),"
          + " count(*) filter (where p.online and not p.available) from ProviderRow p"
          + " where not p.deregistered")
  List<Object[]> presence();

  @Query(
      "select e from EarningRow e where e.workerId = :workerId and e.position < :before"
          + " order by e.position desc limit :limit")
  List<EarningRow> findEarnings(String workerId, long before, int limit);

  @Query(
      "select min(e.position) from EarningRow e where e.workerId = :workerId and e.jobId = :jobId")
  Optional<Long> findEarningPosition(String workerId, UUID jobId);

  @Query(
      "select d.day as day, sum(d.jobs) as jobs, sum(d.earned) as earned from DayRow d"
          + " join ProviderRow p on p.workerId = d.workerId"
          + " where p.qubicAddress = :owner and d.day >= :since group by d.day")
  List<OwnersDay> findDaysOf(String owner, LocalDate since);

  @Query("select sum(p.totalEarnings) from ProviderRow p where p.qubicAddress = :owner")
  Optional<BigInteger> earnedBy(String owner);
}
