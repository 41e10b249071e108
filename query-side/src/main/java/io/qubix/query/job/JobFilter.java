package io.qubix.query.job;

import io.qubix.api.job.JobStatus;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Before;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Selects the jobs of a list; an absent condition selects all.
 *
 * @param since only jobs that were submitted then or later
 * @param until only jobs that were submitted earlier
 * @param before where the page begins, or null for the newest
 */
public record JobFilter(
    @Nullable JobStatus status,
    @Nullable String modelType,
    @Nullable QubicAddress qubicAddress,
    @Nullable String workerId,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Before before) {

  /** Selects jobs of any time. */
  public JobFilter(
      @Nullable JobStatus status,
      @Nullable String modelType,
      @Nullable QubicAddress qubicAddress,
      @Nullable String workerId,
      @Nullable Before before) {
    this(status, modelType, qubicAddress, workerId, null, null, before);
  }

  /**
   * Returns the conditions that a job must meet.
   *
   * @param after a place in the order of creation before all of them
   * @param before a place behind all of them
   */
  Predicate[] conditions(Root<JobRow> job, CriteriaBuilder criteria, long after, long before) {
    List<Predicate> all = new ArrayList<>();
    all.add(criteria.gt(job.<Long>get("created"), after));
    all.add(criteria.lt(job.<Long>get("created"), before));
    BiConsumer<String, @Nullable Object> equal =
        (attribute, value) -> {
          if (value != null) {
            all.add(criteria.equal(job.get(attribute), value));
          }
        };
    equal.accept("status", status);
    equal.accept("modelType", modelType);
    equal.accept("qubicAddress", qubicAddress == null ? null : qubicAddress.value());
    equal.accept("workerId", workerId);
    if (since != null) {
      all.add(criteria.greaterThanOrEqualTo(job.get("createdAt"), since));
    }
    if (until != null) {
      all.add(criteria.lessThan(job.get("createdAt"), until));
    }
    return all.toArray(Predicate[]::new);
  }
}
