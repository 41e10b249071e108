package io.qubix.query.job;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads the jobs' table. */
interface JobRepository extends Repository<JobRow, UUID>, JpaSpecificationExecutor<JobRow> {

  Optional<JobRow> findById(UUID id);

  @Query("select j.created from JobRow j where j.id = :id")
  Optional<Long> findCreatedById(UUID id);

  /** The states are written out because an index holds exactly these. */
  @Query(
      "select j from JobRow j where j.workerId = :workerId"
          + " and j.status in (ASSIGNED, RUNNING) order by j.created limit :limit")
  List<JobRow> findHeldBy(String workerId, int limit);

  @Query(
      "select count(*), count(*) filter (where j.status in (PENDING, ASSIGNED, RUNNING))"
          + " from JobRow j")
  List<Object[]> count();
}
