package io.qubix.query.owner;

import io.qubix.api.job.view.JobView;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.ReadModelJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the jobs of all providers of an owner, without inputs and results. */
@Component
@ForQueries
class OwnerRows {

  private static final String NEWEST_JOBS =
      """
      select job.view - 'error' as view from provider_view provider
      cross join lateral (
        select created, view from job_view where worker_id = provider.worker_id
        order by created desc limit :limit) as job
      where provider.qubic_address = :owner order by job.created desc limit :limit
      """;

  /**
   * Adds up {@link Money#forDuration} of each job; a job above the highest cost counts as the
   * highest cost, and a job that has not started as nothing.
   */
  private static final String PENDING =
      """
      select coalesce(sum(least(round(1000000 * price * worked / 3600), :most)), 0) as earned
      from (
        select (job.view #>> '{provider,pricePerHour}')::numeric as price,
            greatest(0, extract(epoch from :now::timestamptz
              - (job.view ->> 'startedAt')::timestamptz)) as worked
        from provider_view provider join job_view job using (worker_id)
        where provider.qubic_address = :owner and job.status in ('ASSIGNED', 'RUNNING')
          and job.view ->> 'startedAt' is not null) as under_way
      """;

  private final JdbcClient jdbc;

  OwnerRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<JobView> newestJobs(QubicAddress owner, int limit) {
    return jdbc.sql(NEWEST_JOBS)
        .param("owner", owner.value())
        .param("limit", limit)
        .query((row, number) -> job(row))
        .list();
  }

  /** Returns what the running jobs would bring if they ended now. */
  Sum pending(QubicAddress owner, Instant now) {
    return jdbc.sql(PENDING)
        .param("owner", owner.value())
        .param("now", now.toString())
        .param("most", Long.MAX_VALUE)
        .query((row, number) -> Sum.ofMicros(row.getBigDecimal("earned")))
        .single();
  }

  private static JobView job(ResultSet row) throws SQLException {
    return ReadModelJson.read(row.getString("view"), JobView.class);
  }
}
