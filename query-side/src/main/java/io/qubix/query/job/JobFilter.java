package io.qubix.query.job;

import io.qubix.api.QubicAddress;
import io.qubix.api.job.JobStatus;
import jakarta.persistence.criteria.Predicate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * Which jobs a list holds; whatever is absent is not asked.
 *
 * @param since only jobs that were submitted then or later
 * @param until only jobs that were submitted earlier
 * @param before only jobs created before this one
 */
public record JobFilter(
    @Nullable JobStatus status,
    @Nullable String modelType,
    @Nullable QubicAddress qubicAddress,
    @Nullable String workerId,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable UUID before) {

  /** Of any time. */
  public JobFilter(
      @Nullable JobStatus status,
      @Nullable String modelType,
      @Nullable QubicAddress qubicAddress,
      @Nullable String workerId,
      @Nullable UUID before) {
    this(status, modelType, qubicAddress, workerId, null, null, before);
  }

  public static JobFilter ofUser(QubicAddress address) {
    return new JobFilter(null, null, address, null, null);
  }

  /**
   * @param after a place in the order of creation that is before all of them
   * @param before a place that is behind all of them
   */
  Specification<JobRow> where(long after, long before) {
    return (job, query, criteria) -> {
      List<Predicate> all = new ArrayList<>();
      if (status != null) {
        all.add(criteria.equal(job.get("status"), status));
      }
      if (modelType != null) {
        all.add(criteria.equal(job.get("modelType"), modelType));
      }
      if (qubicAddress != null) {
        all.add(criteria.equal(job.get("qubicAddress"), qubicAddress.value()));
      }
      if (workerId != null) {
        all.add(criteria.equal(job.get("workerId"), workerId));
      }
      if (since != null) {
        all.add(criteria.greaterThanOrEqualTo(job.get("createdAt"), since));
      }
      if (until != null) {
        all.add(criteria.lessThan(job.get("createdAt"), until));
      }
      if (after > Long.MIN_VALUE) {
        all.add(criteria.greaterThan(job.get("created"), after));
      }
      if (before < Long.MAX_VALUE) {
        all.add(criteria.lessThan(job.get("created"), before));
      }
      return criteria.and(all);
    };
  }
}
