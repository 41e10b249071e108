package io.qubix.query.proof;

import io.qubix.query.proof.FoundBooking.Posting;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;

/** Compares the transactions that should be in the books with the bookings, in log order. */
final class Comparison {

  private final Books books;
  private final Differences differences;
  private final Map<String, BigInteger> balances = new HashMap<>();
  private long transactions;

  Comparison(Books books, Differences differences) {
    this.books = books;
    this.differences = differences;
  }

  /** Expects this as the next booking, and no other booking between it and the one before. */
  void expect(ExpectedBooking due) {
    transactions++;
    for (Posting posting : due.postings()) {
      balances.merge(posting.account(), posting.amount(), BigInteger::add);
    }
    boolean found = false;
    for (FoundBooking booking = next(due.position());
        booking != null;
        booking = next(due.position())) {
      if (booking.position() == due.position() && booking.id().equals(due.id())) {
        found = true;
        compare(due, booking);
      } else {
        withoutCause(booking);
      }
    }
    if (!found) {
      note(due, null, "the transaction is missing", due.amount(), null);
    }
  }

  /**
   * Reports the remaining bookings, which have no cause, and balances that differ from the sum of
   * the transactions.
   */
  void finish() throws SQLException {
    for (FoundBooking booking = next(Long.MAX_VALUE);
        booking != null;
        booking = next(Long.MAX_VALUE)) {
      withoutCause(booking);
    }
    Map<String, BigInteger> missing = new HashMap<>(balances);
    books.balances(
        (account, balance) -> {
          BigInteger expected = missing.remove(account);
          if (!balance.equals(expected == null ? BigInteger.ZERO : expected)) {
            balance(account, expected, balance);
          }
        });
    missing.forEach((account, expected) -> balance(account, expected, null));
  }

  long transactions() {
    return transactions;
  }

  long accounts() {
    return balances.size();
  }

  private @Nullable FoundBooking next(long upTo) {
    try {
      return books.nextUpTo(upTo);
    } catch (SQLException e) {
      throw new UncategorizedSQLException("reading the books", null, e);
    }
  }

  private void compare(ExpectedBooking due, FoundBooking booking) {
    if (!booking.hasRow()) {
      note(due, null, "the transaction is missing, though its postings are there", null, null);
    } else if (!Objects.equals(due.jobId(), booking.jobId())) {
      differences.add(
          difference(due, null, "the job of a transaction", due.jobId(), booking.jobId()));
    } else if (!due.type().equals(booking.type())) {
      differences.add(
          difference(due, null, "the type of a transaction", due.type(), booking.type()));
    }
    comparePostings(due, booking);
    balanced(booking);
  }

  private void comparePostings(ExpectedBooking due, FoundBooking booking) {
    List<Posting> missing = new ArrayList<>(due.postings());
    for (Posting found : booking.postings()) {
      Posting same =
          missing.stream()
              .filter(posting -> posting.account().equals(found.account()))
              .findFirst()
              .orElse(null);
      missing.remove(same);
      if (same == null) {
        note(due, found.account(), "a posting without cause", null, found.amount());
      } else if (!same.amount().equals(found.amount())) {
        note(due, found.account(), "the amount of a posting", same.amount(), found.amount());
      } else if (!Objects.equals(same.counterparty(), found.counterparty())) {
        differences.add(
            difference(
                due,
                found.account(),
                "the counterparty of a posting",
                same.counterparty(),
                found.counterparty()));
      }
    }
    for (Posting posting : missing) {
      note(due, posting.account(), "a posting is missing", posting.amount(), null);
    }
  }

  private void withoutCause(FoundBooking booking) {
    differences.add(
        new Difference(
            null,
            booking.id(),
            booking.jobId(),
            booking.position(),
            "a transaction without cause",
            null,
            Objects.toString(booking.type(), "postings only")));
    balanced(booking);
  }

  private void balanced(FoundBooking booking) {
    if (booking.sum().signum() != 0) {
      differences.add(
          new Difference(
              null,
              booking.id(),
              booking.jobId(),
              booking.position(),
              "the postings of a transaction do not sum to zero",
              Difference.qubic(BigInteger.ZERO),
              Difference.qubic(booking.sum())));
    }
  }

  private void balance(String account, @Nullable BigInteger expected, @Nullable BigInteger found) {
    differences.add(
        new Difference(
            account,
            null,
            null,
            null,
            "the balance of an account",
            Difference.qubic(expected),
            Difference.qubic(found)));
  }

  private void note(
      ExpectedBooking due,
      @Nullable String account,
      String what,
      @Nullable BigInteger expected,
      @Nullable BigInteger found) {
    differences.add(
        difference(due, account, what, Difference.qubic(expected), Difference.qubic(found)));
  }

  private static Difference difference(
      ExpectedBooking due,
      @Nullable String account,
      String what,
      @Nullable Object expected,
      @Nullable Object found) {
    UUID id = due.id();
    return new Difference(account, id, due.jobId(), due.position(), what, expected, found);
  }
}
