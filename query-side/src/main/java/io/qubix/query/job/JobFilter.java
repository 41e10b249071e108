package io.qubix.query.job;

import io.qubix.api.QubicAddress;
import io.qubix.api.job.JobStatus;
import jakarta.persistence.criteria.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/**
 * Which jobs a list holds; whatever is absent is not asked.
 *
 * @param before only jobs created before this one
 */
public record JobFilter(
    @Nullable JobStatus status,
    @Nullable String modelType,
    @Nullable QubicAddress qubicAddress,
    @Nullable String workerId,
    @Nullable UUID before) {

  public static JobFilter ofUser(QubicAddress address) {
    return new JobFilter(null, null, address, null, null);
  }

  /**
   * @param createdBefore the position of the creation of {@code before}
   */
  Specification<JobRow> where(@Nullable Long createdBefore) {
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
      if (createdBefore != null) {
        all.add(criteria.lessThan(job.get("created"), createdBefore));
      }
      return criteria.and(all);
    };
  }
}
