package io.qubix.query.job;

import static java.time.ZoneOffset.UTC;

import io.qubix.api.job.JobStatus;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Before;
import java.time.Instant;
import java.util.List;
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

  public static JobFilter ofUser(QubicAddress address) {
    return new JobFilter(null, null, address, null, null);
  }

  /**
   * Returns the filter as an SQL condition.
   *
   * @param after a place in the order of creation before all of them
   * @param before a place behind all of them
   * @param parameters receives the values of the condition's question marks
   */
  String condition(long after, long before, List<Object> parameters) {
    StringBuilder sql = new StringBuilder("created > ? and created < ?");
    parameters.addAll(List.of(after, before));
    add(sql, parameters, " and status = ?", status == null ? null : status.name());
    add(sql, parameters, " and model_type = ?", modelType);
    add(
        sql,
        parameters,
        " and qubic_address = ?",
        qubicAddress == null ? null : qubicAddress.value());
    add(sql, parameters, " and worker_id = ?", workerId);
    add(sql, parameters, " and created_at >= ?", since == null ? null : since.atOffset(UTC));
    add(sql, parameters, " and created_at < ?", until == null ? null : until.atOffset(UTC));
    return sql.toString();
  }

  private static void add(
      StringBuilder sql, List<Object> parameters, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(condition);
      parameters.add(value);
    }
  }
}
