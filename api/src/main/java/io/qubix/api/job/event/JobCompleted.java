package io.qubix.api.job.event;

import io.qubix.api.HasContents;
import io.qubix.api.Uuids;
import io.qubix.api.job.JobId;
import io.qubix.api.job.WorkTime;
import io.qubix.api.ledger.Account;
import io.qubix.api.ledger.MovesMoney;
import io.qubix.api.ledger.Transaction;
import io.qubix.api.ledger.Transfer;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The attempt, and with it the job, was completed: the consumer pays what the provider earns.
 *
 * @param earner the provider's address at assignment
 * @param pricePerHour the provider's price at assignment
 * @param duration what is paid for
 * @param cost {@code duration × pricePerHour}, rounded half up at the sixth decimal
 * @param time reported and measured, or null in events from before both were kept
 */
@Revision("1")
@RecordBuilder
public record JobCompleted(
    JobId jobId,
    int attempt,
    QubicAddress consumer,
    WorkerId worker,
    QubicAddress earner,
    Money pricePerHour,
    Duration duration,
    Money cost,
    @Nullable WorkTime time,
    @Nullable JsonNode result,
    Instant completedAt)
    implements JobEvent, MovesMoney, HasContents {

  /** Returns the id of the payment that this event causes. */
  public UUID transactionId() {
    return transactionId(jobId, attempt);
  }

  @Override
  public boolean completesJob() {
    return true;
  }

  @Override
  public Transaction transaction() {
    return new Transaction(
        transactionId(),
        "JOB_PAYMENT",
        jobId,
        worker,
        completedAt,
        List.of(new Transfer(Account.consumer(consumer), Account.provider(earner), cost)));
  }

  @Override
  public @Nullable JsonNode contents() {
    return result;
  }

  @Override
  public JobCompleted withContents(JsonNode contents) {
    return JobCompletedBuilder.builder(this).result(contents).build();
  }

  /** Returns the id of the payment that the completion of an attempt causes. */
  public static UUID transactionId(JobId jobId, int attempt) {
    return Uuids.named(jobId + "/" + attempt + "/completed");
  }
}
