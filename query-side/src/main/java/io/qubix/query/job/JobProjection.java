package io.qubix.query.job;

import io.qubix.query.ForQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.Tables;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every job's state after its events. */
@Component
@ForQueries
final class JobProjection implements Projection {

  static final String NAME = "job";

  private final JdbcTemplate jdbc;

  JobProjection(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> tables() {
    return List.of("job_view", "job_count", "job_minute");
  }

  @Override
  public Fold open(Tables tables) {
    return new JobFold(new JobTable(jdbc, tables), new Tally(jdbc, tables));
  }
}
