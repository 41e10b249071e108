package io.qubix.query.ledger.fold;

import io.qubix.log.follow.StateVersion;
import io.qubix.query.ForQueries;
import io.qubix.query.ledger.LedgerSearch;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every payment once, with its postings, and the balances that they add up to. */
@Component
@ForQueries
final class LedgerProjection implements Projection {

  private final JdbcTemplate jdbc;

  LedgerProjection(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return LedgerSearch.PROJECTION;
  }

  @Override
  public StateVersion version() {
    return new StateVersion(1, 1);
  }

  @Override
  public Fold open() {
    return new LedgerFold(new LedgerTable(jdbc));
  }
}
