package io.qubix.query.projection.rebuild;

import io.qubix.log.follow.FollowedLog;
import io.qubix.log.read.EventLog;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.follow.ProjectionRows;
import io.qubix.query.projection.follow.Versions;
import java.time.Clock;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rebuilds, and the operator's view of the read models. */
@Configuration(proxyBeanMethods = false)
@ForQueries
class RebuildConfiguration {
  @Bean
  Rebuilds rebuilds(
      List<Projection> projections,
      EventLog log,
      FollowedLog events,
      TransactionManager transactions,
      JdbcTemplate jdbc,
      ProjectionRows rows,
      Versions versions,
      Clock clock) {
    return new Rebuilds(
        projections,
        log,
        versions,
        new Rebuild.Tools(events, transactions, jdbc, rows, new RebuildRows(jdbc), clock));
  }

  @Bean
  Projections projections(
      List<Projection> projections,
      EventLog log,
      ProjectionRows rows,
      Rebuilds rebuilds,
      JdbcTemplate jdbc) {
    return new Projections(projections, log, rows, new RebuildRows(jdbc), rebuilds, jdbc);
  }

  @Bean
  ProjectionMetrics projectionMetrics(Projections projections) {
    return new ProjectionMetrics(projections);
  }
}
