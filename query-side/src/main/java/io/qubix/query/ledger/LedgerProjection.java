package io.qubix.query.ledger;

import io.qubix.query.ForQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.Tables;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every payment once, with its postings, and the balances that they add up to. */
@Component
@ForQueries
final class LedgerProjection implements Projection {

  static final String NAME = "ledger";

  private final JdbcTemplate jdbc;

  LedgerProjection(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("ledger_transaction", "ledger_posting", "ledger_account");
  }

  @Override
  public Fold open(Tables tables) {
    return new LedgerFold(new LedgerTable(jdbc, tables));
  }

  /** {@code create table … like} does not copy triggers. */
  @Override
  public List<String> finishing(Tables tables) {
    return List.of(
        tables.in(
            "create trigger balanced after insert on {ledger_posting} referencing new table as"
                + " posted for each statement execute function ledger_balanced()"));
  }
}
