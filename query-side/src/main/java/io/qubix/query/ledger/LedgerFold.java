package io.qubix.query.ledger;

import io.qubix.api.job.JobCompleted;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Folds completed jobs into transactions: the consumer pays what the provider earns. */
final class LedgerFold implements Fold {

  private final LedgerTable table;
  private final Map<UUID, Booking> bookings = new LinkedHashMap<>();

  LedgerFold(LedgerTable table) {
    this.table = table;
  }

  @Override
  public boolean reads(Class<?> eventType) {
    return eventType == JobCompleted.class;
  }

  @Override
  public void apply(LoggedEvent logged) {
    JobCompleted event = logged.as(JobCompleted.class);
    if (event != null) {
      Booking booking = booking(logged.position(), event);
      bookings.putIfAbsent(booking.id(), booking);
    }
  }

  private static Booking booking(long position, JobCompleted event) {
    String payer = Accounts.consumer(event.consumer());
    String earner = Accounts.provider(event.earner());
    return new Booking(
        event.transactionId(),
        position,
        Booking.JOB_PAYMENT,
        event.jobId(),
        event.completedAt(),
        List.of(
            new Booking.Posting(payer, event.cost().negated(), earner),
            new Booking.Posting(earner, event.cost(), payer)));
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
