package io.qubix.query.provider;

import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What a worker earned by a transaction, as queries read it. */
@Entity
@Immutable
@Table(name = "provider_earning")
class EarningRow {

  @Id private long position;

  private String workerId;

  private @Nullable UUID jobId;

  private int jobs;

  private long amount;

  private Instant at;

  @SuppressWarnings("NullAway.Init")
  protected EarningRow() {}

  long position() {
    return position;
  }

  ProviderSearch.Earning view() {
    return new ProviderSearch.Earning(
        jobId == null ? null : new JobId(jobId), new Money(amount), at);
  }
}
