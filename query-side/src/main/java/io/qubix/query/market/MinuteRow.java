package io.qubix.query.market;

import io.qubix.api.money.Sum;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** What happened to jobs in a minute, as queries read it. */
@Entity
@Immutable
@Table(name = "job_minute")
class MinuteRow {

  @Id private Instant at;

  private long submitted;

  private long completed;

  private long failed;

  private long cancelled;

  private long assigned;

  private long waited;

  private long longest;

  private BigInteger paid;

  @SuppressWarnings("NullAway.Init")
  protected MinuteRow() {}

  JobStatistics.Minute view() {
    return new JobStatistics.Minute(
        at,
        submitted,
        completed + failed + cancelled,
        completed,
        failed,
        assigned == 0 ? null : waited / 1000.0 / assigned,
        new Sum(paid));
  }
}
