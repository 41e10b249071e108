package io.qubix.query.job;

import io.qubix.api.job.JobStatus;
import io.qubix.api.request.Label;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Before;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Path;
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
    @Nullable Label label,
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
    this(status, modelType, qubicAddress, workerId, null, null, null, before);
  }

  /**
   * Returns the place of each job in the order of creation: in the rows of its label, if there is
   * one, because their index is in that order for each label.
   */
  Path<Long> order(Root<JobRow> job, CriteriaQuery<?> query) {
    return (label == null ? job : query.from(JobLabelRow.class)).get("created");
  }

  /**
   * Returns the conditions that a job must meet, on the rows of jobs and, with a label, of labels.
   *
   * @param created the order of the page
   * @param after a place in the order of creation before all of them
   * @param before a place behind all of them
   */
  Predicate[] conditions(
      Root<JobRow> job, Path<Long> created, CriteriaBuilder criteria, long after, long before) {
    List<Predicate> all = new ArrayList<>();
    all.add(criteria.gt(created, after));
    all.add(criteria.lt(created, before));
    if (label != null) {
      // The index of the jobs must not be read from its beginning either.
      Path<Long> same = job.get("created");
      all.add(criteria.gt(same, after));
      all.add(criteria.lt(same, before));
      all.add(criteria.equal(created, same));
      all.add(criteria.equal(created.getParentPath().get("label"), label.toString()));
    }
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
