package io.qubix.query.job;

import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the jobs of a page, which ends before its rows are too large together. */
@Component
@ForQueries
final class JobPages {

  /** The largest page of more than one job, in bytes of rows. */
  private static final int MOST_BYTES = 2_000_000;

  /**
   * @param ids newest first
   * @param next the cursor of the next page, or null on the last one
   */
  record Keys(List<UUID> ids, @Nullable Cursor next) {}

  private final EntityManager entities;

  JobPages(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * @param after a place in the order of creation before all of them
   * @param before a place behind all of them
   */
  Keys find(JobFilter filter, long after, long before, int limit) {
    CriteriaBuilder criteria = entities.getCriteriaBuilder();
    CriteriaQuery<Tuple> query = criteria.createTupleQuery();
    Root<JobRow> job = query.from(JobRow.class);
    Path<Long> created = filter.order(job, query);
    query
        .select(
            criteria.tuple(
                job.get("id"),
                created,
                criteria.function("octet_length", Integer.class, job.get("view"))))
        .where(filter.conditions(job, created, criteria, after, before))
        .orderBy(criteria.desc(created));
    List<UUID> ids = new ArrayList<>();
    long bytes = 0;
    long last = 0;
    for (Tuple row : entities.createQuery(query).setMaxResults(limit + 1).getResultList()) {
      bytes += row.get(2, Integer.class);
      if (!ids.isEmpty() && (bytes > MOST_BYTES || ids.size() == limit)) {
        return new Keys(ids, Cursor.of(JobSearch.CURSOR, last));
      }
      ids.add(row.get(0, UUID.class));
      last = row.get(1, Long.class);
    }
    return new Keys(ids, null);
  }
}
