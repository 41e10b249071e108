package io.qubix.query.ledger;

import io.qubix.api.JobId;
import io.qubix.api.Money;
import io.qubix.api.Sum;
import io.qubix.api.ledger.Account;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts the rows of the books' queries. */
final class LedgerRows {

  private LedgerRows() {}

  /** A posting beside its transaction, whose own list is still empty. */
  record Posted(LedgerSearch.Transaction transaction, LedgerSearch.Posting posting) {}

  static Posted posted(ResultSet row) throws SQLException {
    return new Posted(
        new LedgerSearch.Transaction(
            row.getObject("id", UUID.class),
            row.getLong("position"),
            row.getString("type"),
            job(row),
            Sum.ZERO,
            instant(row),
            List.of()),
        new LedgerSearch.Posting(row.getString("account"), money(row, "amount")));
  }

  /** Puts the postings into their transactions and keeps the order. */
  static List<LedgerSearch.Transaction> transactions(List<Posted> rows) {
    Map<LedgerSearch.Transaction, List<LedgerSearch.Posting>> postings = new LinkedHashMap<>();
    for (Posted row : rows) {
      postings.computeIfAbsent(row.transaction(), bare -> new ArrayList<>()).add(row.posting());
    }
    return postings.entrySet().stream()
        .map(entry -> whole(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static LedgerSearch.Transaction whole(
      LedgerSearch.Transaction bare, List<LedgerSearch.Posting> postings) {
    Map<String, Sum> received = new HashMap<>();
    postings.forEach(
        posting -> received.merge(posting.account(), Sum.of(posting.amount()), Sum::plus));
    Sum moved =
        received.values().stream()
            .filter(sum -> sum.micros().signum() > 0)
            .reduce(Sum.ZERO, Sum::plus);
    return new LedgerSearch.Transaction(
        bare.id(),
        bare.position(),
        bare.type(),
        bare.jobId(),
        moved,
        bare.createdAt(),
        List.copyOf(postings));
  }

  static LedgerSearch.Line line(ResultSet row) throws SQLException {
    String counterparty = row.getString("counterparty");
    return new LedgerSearch.Line(
        row.getObject("transaction_id", UUID.class),
        row.getLong("position"),
        job(row),
        Account.parse(row.getString("account")).kind(),
        money(row, "amount"),
        sum(row, "balance"),
        counterparty == null ? null : Account.parse(counterparty).party(),
        instant(row));
  }

  private static @Nullable JobId job(ResultSet row) throws SQLException {
    UUID job = row.getObject("job_id", UUID.class);
    return job == null ? null : new JobId(job);
  }

  static Money money(ResultSet row, String column) throws SQLException {
    return new Money(row.getLong(column));
  }

  static Sum sum(ResultSet row, String column) throws SQLException {
    return Sum.ofMicros(row.getBigDecimal(column));
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getObject("at", OffsetDateTime.class).toInstant();
  }
}
