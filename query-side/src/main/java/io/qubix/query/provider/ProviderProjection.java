package io.qubix.query.provider;

import io.qubix.query.ForQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.Tables;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every provider's state after its events, and its earnings. */
@Component
@ForQueries
final class ProviderProjection implements Projection {

  static final String NAME = "provider";

  private final JdbcTemplate jdbc;

  ProviderProjection(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of(
        "provider_view",
        "provider_earning",
        "provider_day",
        "provider_presence",
        "provider_repricing");
  }

  @Override
  public Fold open(Tables tables) {
    return new ProviderFold(new ProviderTable(jdbc, tables));
  }

  /**
   * Leaves room on each page for a provider's next version; {@code create table … like} does not
   * copy this setting.
   */
  @Override
  public List<String> finishing(Tables tables) {
    return List.of(tables.in("alter table {provider_view} set (fillfactor = 50)"));
  }
}
