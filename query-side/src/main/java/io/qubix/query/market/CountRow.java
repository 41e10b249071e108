package io.qubix.query.market;

import io.qubix.api.job.JobStatus;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The number of jobs in a status, as queries read it. */
@Entity
@Immutable
@Table(name = "job_count")
class CountRow {

  @Id
  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  private JobStatus status;

  private long jobs;

  private long waiting;

  private BigInteger since;

  @SuppressWarnings("NullAway.Init")
  protected CountRow() {}

  JobStatus status() {
    return status;
  }

  long jobs() {
    return jobs;
  }

  /** Returns how many of them wait for their first provider. */
  long waiting() {
    return waiting;
  }

  /** Returns how long these have waited together, in ms. */
  BigInteger waited(long nowMillis) {
    return BigInteger.valueOf(waiting).multiply(BigInteger.valueOf(nowMillis)).subtract(since);
  }
}
