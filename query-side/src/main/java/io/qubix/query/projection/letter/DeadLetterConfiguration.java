package io.qubix.query.projection.letter;

import io.qubix.log.follow.FollowedLog;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Projection;
import io.qubix.query.projection.follow.ProjectionRows;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The events that read models could not take in, and what health says of them. */
@Configuration(proxyBeanMethods = false)
@ForQueries
class DeadLetterConfiguration {
  @Bean
  DeadLetters deadLetters(
      List<Projection> projections,
      TransactionManager transactions,
      FollowedLog log,
      ProjectionRows rows,
      JdbcTemplate jdbc) {
    return new DeadLetters(projections, transactions, log, rows, jdbc);
  }

  @Bean
  ProjectionHealth projectionHealthIndicator(DeadLetters letters) {
    return new ProjectionHealth(letters);
  }
}
