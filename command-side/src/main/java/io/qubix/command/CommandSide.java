package io.qubix.command;

import io.qubix.log.owner.LogOwner;
import io.qubix.log.owner.Migrations;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Configures the command side. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CommandSide {

  @Bean
  FlywayMigrationInitializer commandSideSchema(DataSource dataSource, @Nullable LogOwner owner) {
    return Migrations.of(
        dataSource, owner, "flyway_command", "classpath:db/log", "classpath:db/command");
  }
}
