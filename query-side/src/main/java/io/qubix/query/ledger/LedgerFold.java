package io.qubix.query.ledger;

import io.qubix.api.JobId;
import io.qubix.api.job.JobEvent;
import io.qubix.api.ledger.MovesMoney;
import io.qubix.api.ledger.Transfer;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Folds the transfers of events into transactions. */
final class LedgerFold implements Fold {

  private final LedgerTable table;
  private final Map<UUID, Booking> bookings = new LinkedHashMap<>();

  LedgerFold(LedgerTable table) {
    this.table = table;
  }

  @Override
  public boolean reads(Class<?> eventType) {
    return MovesMoney.class.isAssignableFrom(eventType);
  }

  @Override
  public void apply(LoggedEvent logged) {
    MovesMoney event = logged.as(MovesMoney.class);
    if (event instanceof JobEvent ofJob) {
      bookings.putIfAbsent(event.transactionId(), booking(logged.position(), ofJob.jobId(), event));
    }
  }

  private static Booking booking(long position, JobId job, MovesMoney event) {
    return new Booking(
        event.transactionId(),
        position,
        Booking.JOB_PAYMENT,
        job,
        event.movedAt(),
        event.transfers().stream().flatMap(LedgerFold::postings).toList());
  }

  private static Stream<Booking.Posting> postings(Transfer transfer) {
    return Stream.of(
        new Booking.Posting(transfer.from(), transfer.amount().negated(), transfer.to()),
        new Booking.Posting(transfer.to(), transfer.amount(), transfer.from()));
  }

  @Override
  public void flush() {
    table.book(bookings);
    bookings.clear();
  }

  @Override
  public void forget() {
    bookings.clear();
  }
}
