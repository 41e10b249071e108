package io.qubix.command.usage;

import io.qubix.log.follow.LogFollower;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts what addresses use, and makes the operator's limits known. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AddressSettings.class)
@Profile("command | !query")
class UsageConfiguration {

  @Bean
  AddressLimits addressLimits(
      UsageTable table, AddressSettings settings, DataSource dataSource, Clock clock) {
    TransactionTemplate transaction =
        new TransactionTemplate(new JdbcTransactionManager(dataSource));
    return new AddressLimits(table, settings, transaction, clock);
  }

  @Bean
  LogFollower usage(UsageTable table) {
    return new UsageFollower(table);
  }
}
