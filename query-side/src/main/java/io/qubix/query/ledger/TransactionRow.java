package io.qubix.query.ledger;

import io.qubix.api.job.JobId;
import io.qubix.api.money.Sum;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  LedgerSearch.Transaction view(List<PostingRow> postings) {
    return new LedgerSearch.Transaction(
        id,
        position,
        type,
        jobId(),
        moved(postings),
        at,
        postings.stream().map(PostingRow::view).toList());
  }

  /** Adds up what accounts received and kept. */
  private static Sum moved(List<PostingRow> postings) {
    Map<String, Sum> received = new HashMap<>();
    for (PostingRow posting : postings) {
      received.merge(posting.account().toString(), Sum.of(posting.amount()), Sum::plus);
    }
    return received.values().stream()
        .filter(sum -> sum.micros().signum() > 0)
        .reduce(Sum.ZERO, Sum::plus);
  }
}
