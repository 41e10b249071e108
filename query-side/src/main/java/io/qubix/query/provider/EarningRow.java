package io.qubix.query.provider;

import io.qubix.api.JobId;
import io.qubix.api.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** The earning of a job, as queries read it. */
@Entity
@Immutable
@Table(name = "provider_earning")
class EarningRow {

  @Id private long position;

  private String workerId;

  private UUID jobId;

  private long amount;

  private Instant at;

  @SuppressWarnings("NullAway.Init")
  protected EarningRow() {}

  long position() {
    return position;
  }

  ProviderSearch.Earning view() {
    return new ProviderSearch.Earning(new JobId(jobId), new Money(amount), at);
  }
}
