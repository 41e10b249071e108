package io.qubix.query.ledger.fold;

import io.qubix.api.ledger.MovesMoney;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Collects the transactions that events cause. */
final class LedgerFold implements Fold {

  private final LedgerTable table;
  private final Map<UUID, LedgerTable.Booking> bookings = new LinkedHashMap<>();

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
    if (event != null) {
      var booking = new LedgerTable.Booking(logged.position(), event.transaction());
      bookings.putIfAbsent(booking.transaction().id(), booking);
    }
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
