package io.qubix.query.user;

import io.qubix.query.ForQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.Tables;
import java.util.List;
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
  public List<String> tables() {
    return List.of("user_view");
  }

  @Override
  public Fold open(Tables tables) {
    return new UserFold(jdbc, tables);
  }
}
