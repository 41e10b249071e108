package io.qubix.command;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything that the command side brings. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CommandSide {

  @Bean
  FlywayMigrationInitializer commandSideSchema(DataSource dataSource) {
    return new FlywayMigrationInitializer(
        Flyway.configure()
            .dataSource(dataSource)
            .locations("classpath:db/command")
            .table("flyway_command")
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load());
  }
}
