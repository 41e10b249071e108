package io.qubix.query.provider;

import io.qubix.query.ForQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
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
  public Fold open() {
    return new ProviderFold(new ProviderTable(jdbc));
  }
}
