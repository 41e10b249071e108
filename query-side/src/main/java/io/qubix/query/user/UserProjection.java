package io.qubix.query.user;

import io.qubix.log.follow.StateVersion;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every user: consumers, owners of providers, and addresses with a name. */
@Component
@ForQueries
final class UserProjection implements Projection {

  static final String NAME = "user";

  private final JdbcTemplate jdbc;

  UserProjection(JdbcTemplate jdbc) {
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
    return new UserFold(jdbc);
  }
}
