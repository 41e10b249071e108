package io.qubix.query.provider.fold;

import io.qubix.log.follow.StateVersion;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import io.qubix.query.provider.ProviderQueries;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every provider's state after its events, and its earnings. */
@Component
@ForQueries
final class ProviderProjection implements Projection {

  private final JdbcTemplate jdbc;

  ProviderProjection(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return ProviderQueries.PROJECTION;
  }

  @Override
  public StateVersion version() {
    return new StateVersion(4, 1);
  }

  @Override
  public Fold open() {
    return new ProviderFold(new ProviderTable(jdbc));
  }
}
