package io.qubix.query.job;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Reads the jobs' table. */
interface JobRepository extends Repository<JobRow, UUID> {

  Optional<JobRow> findById(UUID id);

  @Query("select j.created from JobRow j where j.id = :id")
  Optional<Long> findCreatedById(UUID id);

  List<JobRow> findByIdInOrderByCreated(List<UUID> ids);

  List<JobRow> findByIdInOrderByCreatedDesc(List<UUID> ids);

  @Query("select j.created from JobRow j where j.createdAt < :at order by j.createdAt desc limit 1")
  Optional<Long> findLastCreatedBefore(Instant at);

  @Query("select j.created from JobRow j where j.createdAt >= :at order by j.createdAt limit 1")
  Optional<Long> findFirstCreatedSince(Instant at);
}
