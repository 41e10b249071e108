package io.qubix.query.act;

import io.qubix.log.follow.StateVersion;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** All keys, and all acts. */
@Component
@ForQueries
final class ActProjection implements Projection {

  static final String NAME = "act";

  private final JdbcTemplate jdbc;

  ActProjection(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StateVersion version() {
    return new StateVersion(1, 1);
  }

  @Override
  public Fold open() {
    return new ActFold(jdbc);
  }
}
