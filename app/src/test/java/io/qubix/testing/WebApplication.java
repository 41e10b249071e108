package io.qubix.testing;

import io.qubix.api.TestDatabase;
import io.qubix.app.security.access.Access;
import io.qubix.app.security.access.AccessTable;
import io.qubix.app.security.session.SessionRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** The part of the program that needs no database and neither side: how it speaks HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration",
      "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
      "org.axonframework.springboot.autoconfig.AxonServerAutoConfiguration",
      "org.axonframework.springboot.autoconfig.AxonServerBusAutoConfiguration",
      "org.axonframework.springboot.autoconfig.AxonServerActuatorAutoConfiguration",
      "org.axonframework.springboot.autoconfig.AxonTimeoutAutoConfiguration",
      "org.axonframework.springboot.autoconfig.AxonTracingAutoConfiguration",
      "org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration",
      "org.axonframework.springboot.autoconfig.InfraConfiguration",
      "org.axonframework.springboot.autoconfig.InterceptorAutoConfiguration",
      "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration",
      "org.axonframework.springboot.autoconfig.JpaAutoConfiguration",
      "org.axonframework.springboot.autoconfig.JpaEventStoreAutoConfiguration",
      "org.axonframework.springboot.autoconfig.MetricsAutoConfiguration",
      "org.axonframework.springboot.autoconfig.MicrometerMetricsAutoConfiguration",
      "org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration",
      "org.axonframework.springboot.autoconfig.TransactionAutoConfiguration",
      "org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration",
      "org.axonframework.springboot.autoconfig.XStreamAutoConfiguration",
    })
@ConfigurationPropertiesScan("io.qubix.app")
@ComponentScan(
    basePackages = "io.qubix.app",
    excludeFilters = {
      @ComponentScan.Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
      @ComponentScan.Filter(
          type = FilterType.REGEX,
          pattern =
              "io\\.qubix\\.app\\.(store\\..*|console\\..*Controller|security\\.session\\.SessionRows"
                  + "|QubixApplication)"),
    })
public class WebApplication {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Sessions are kept in a database, which starts when the first browser signs in. */
  @Bean
  SessionRows sessionRows() {
    return new SessionRows(JdbcClient.create(new FirstUse()));
  }

  private static final class FirstUse extends AbstractDataSource {

    private @Nullable DataSource pool;

    @Override
    public synchronized Connection getConnection() throws SQLException {
      if (pool == null) {
        pool = TestDatabase.pool();
        ScriptUtils.executeSqlScript(
            pool.getConnection(), new ClassPathResource("db/query/V110__console_sessions.sql"));
      }
      return pool.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) {
      throw new UnsupportedOperationException();
    }
  }

  /** The table of the program, and the paths of the tests' own controllers. */
  @Bean
  @Primary
  AccessTable accessTableOfTests() {
    return AccessTable.OF_THE_PROGRAM.and(
        Stream.of(
                "/taken",
                "/later",
                "/failure",
                "/large/{size}",
                "/mirror",
                "/length",
                "/fields",
                "/names/{name}",
                "/instants",
                "/talk/{jobId}/{workerId}",
                "/fail/{how}",
                "/error-thrown",
                "/invalid",
                "/typed",
                "/echo",
                "/command")
            .flatMap(
                path ->
                    Stream.of(HttpMethod.GET, HttpMethod.POST)
                        .map(method -> Access.everyone(method, path)))
            .toArray(Access[]::new));
  }
}
