package io.qubix.query.ledger;

import io.qubix.api.JobId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A transaction, as queries read it. */
@Entity
@Immutable
@Table(name = "ledger_transaction")
class TransactionRow {

  @Id private UUID id;

  private long position;

  private String type;

  private @Nullable UUID jobId;

  private Instant at;

  @SuppressWarnings("NullAway.Init")
  protected TransactionRow() {}

  UUID id() {
    return id;
  }

  @Nullable JobId jobId() {
    return jobId == null ? null : new JobId(jobId);
  }
}
