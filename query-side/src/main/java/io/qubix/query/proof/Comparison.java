package io.qubix.query.proof;

import io.qubix.query.proof.FoundBooking.Posting;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;

/** Compares the payments that should be in the books with the bookings, in log order. */
final class Comparison {

  private final Books books;
  private final Differences differences;
  private final Map<String, BigInteger> balances = new HashMap<>();
  private long transactions;

  Comparison(Books books, Differences differences) {
    this.books = books;
    this.differences = differences;
  }

  /**
   * Expects this payment as the next booking, and no other booking between it and the last payment.
   */
  void expect(Payment payment) {
    transactions++;
    payment
        .postings()
        .forEach((account, amount) -> balances.merge(account, amount, BigInteger::add));
    boolean found = false;
    for (FoundBooking booking = next(payment.position());
        booking != null;
        booking = next(payment.position())) {
      if (booking.position() == payment.position()
          && booking.id().equals(payment.transactionId())) {
        found = true;
        compare(payment, booking);
      } else {
        withoutCause(booking);
      }
    }
    if (!found) {
      note(payment, null, "the transaction is missing", payment.amount(), null);
    }
  }

  /**
   * Reports the remaining bookings, which have no cause, and balances that differ from the sum of
   * the payments.
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

  private void compare(Payment payment, FoundBooking booking) {
    if (!booking.hasRow()) {
      note(payment, null, "the transaction is missing, though its postings are there", null, null);
    } else if (!payment.jobId().equals(booking.jobId())) {
      differences.add(
          difference(payment, null, "the job of a transaction", payment.jobId(), booking.jobId()));
    } else if (!Payment.TYPE.equals(booking.type())) {
      differences.add(
          difference(payment, null, "the type of a transaction", Payment.TYPE, booking.type()));
    }
    comparePostings(payment, booking);
    balanced(booking);
  }

  private void comparePostings(Payment payment, FoundBooking booking) {
    Map<String, BigInteger> missing = new HashMap<>(payment.postings());
    for (Posting posting : booking.postings()) {
      BigInteger expected = missing.remove(posting.account());
      if (expected == null) {
        note(payment, posting.account(), "a posting without cause", null, posting.amount());
      } else if (!expected.equals(posting.amount())) {
        note(payment, posting.account(), "the amount of a posting", expected, posting.amount());
      } else if (!payment.otherThan(posting.account()).equals(posting.counterparty())) {
        differences.add(
            difference(
                payment,
                posting.account(),
                "the counterparty of a posting",
                payment.otherThan(posting.account()),
                posting.counterparty()));
      }
    }
    missing.forEach(
        (account, expected) -> note(payment, account, "a posting is missing", expected, null));
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
      Payment payment,
      @Nullable String account,
      String what,
      @Nullable BigInteger expected,
      @Nullable BigInteger found) {
    differences.add(
        difference(payment, account, what, Difference.qubic(expected), Difference.qubic(found)));
  }

  private static Difference difference(
      Payment payment,
      @Nullable String account,
      String what,
      @Nullable Object expected,
      @Nullable Object found) {
    UUID id = payment.transactionId();
    return new Difference(account, id, payment.jobId(), payment.position(), what, expected, found);
  }
}
