package io.qubix.command;

import io.qubix.log.Migrations;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Configures the command side. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CommandSide {

  @Bean
  FlywayMigrationInitializer commandSideSchema(DataSource dataSource) {
    return Migrations.of(dataSource, "flyway_command", "classpath:db/log", "classpath:db/command");
  }
}
