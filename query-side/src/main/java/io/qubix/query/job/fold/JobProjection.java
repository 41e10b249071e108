package io.qubix.query.job.fold;

import io.qubix.log.follow.StateVersion;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobQueries;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.Projection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Every job's state after its events. */
@Component
@ForQueries
final class JobProjection implements Projection {

  private final JdbcTemplate jdbc;

  JobProjection(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String name() {
    return JobQueries.PROJECTION;
  }

  @Override
  public StateVersion version() {
    return new StateVersion(3, 2);
  }

  @Override
  public Fold open() {
    return new JobFold(new JobTable(jdbc), new Tally(jdbc));
  }
}
