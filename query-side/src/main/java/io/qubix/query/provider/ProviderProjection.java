package io.qubix.query.provider;

import io.qubix.query.ForQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.Tables;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every provider as its events left it, and what it earned. */
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

  /** Room on each page for a provider's new version; {@code like} does not take it along. */
  @Override
  public List<String> finishing(Tables tables) {
    return List.of(tables.in("alter table {provider_view} set (fillfactor = 50)"));
  }
}
