package io.qubix.query.projection.follow;

import io.qubix.log.follow.FollowedLog;
import io.qubix.log.follow.Followers;
import io.qubix.log.follow.LogFollower;
import io.qubix.log.read.EventLog;
import io.qubix.log.signal.Signals;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Projection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes each projection follow the log. */
@Configuration(proxyBeanMethods = false)
@ForQueries
class ReadModelConfiguration {

  @Bean
  ProjectionRows projectionRows(JdbcTemplate jdbc) {
    return new ProjectionRows(jdbc);
  }

  @Bean
  Versions versions(List<Projection> projections, ProjectionRows rows, Signals signals) {
    return new Versions(projections, rows, signals);
  }

  @Bean
  ProjectionPositions positions(
      EventLog log,
      ProjectionRows rows,
      Versions versions,
      Signals signals,
      @Value("${qubix.query.wait:2s}") Duration longestWait) {
    return new ProjectionPositions(log, rows, versions, signals, longestWait);
  }

  @Bean
  Followers readModels(
      List<Projection> projections,
      ProjectionPositions positions,
      FollowedLog log,
      JdbcTemplate jdbc,
      DataSource dataSource) {
    List<LogFollower> followers = new ArrayList<>();
    for (Projection projection : projections) {
      followers.add(new ReadModel(projection, positions, jdbc));
    }
    // Queries rely on passed positions, so these must survive a crash.
    return new Followers("projection", true, followers, log, dataSource);
  }
}
