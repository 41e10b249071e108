package io.qubix.log.owner;

import io.qubix.runtime.store.OwnerAccess;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.StringUtils;

@Configuration(proxyBeanMethods = false)
class LogOwnerConfiguration {

  /**
   * Returns the owner that the embedded PostgreSQL made or the settings name, or null when there is
   * one role for all.
   */
  @Bean
  @Nullable LogOwner logOwner(
      ObjectProvider<JdbcConnectionDetails> database,
      ObjectProvider<OwnerAccess> embedded,
      @Value("${qubix.store.owner.username:}") String username,
      @Value("${qubix.store.owner.password:}") String password) {
    OwnerAccess owner =
        embedded.getIfAvailable(
            () -> StringUtils.hasText(username) ? new OwnerAccess(username, password) : null);
    return owner == null
        ? null
        : new LogOwner(
            new DriverManagerDataSource(
                database.getObject().getJdbcUrl(), owner.username(), owner.password()));
  }

  /** Says so at each start when this node could change the past. */
  @Bean
  SmartInitializingSingleton rightsToTheLog(DataSource pool) {
    return () -> RightsToTheLog.of(pool).tell();
  }
}
