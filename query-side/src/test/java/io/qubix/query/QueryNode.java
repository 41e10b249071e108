package io.qubix.query;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobLimits;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.JobTermsBuilder;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.Stop;
import io.qubix.api.key.view.LastUses;
import io.qubix.api.lease.LastSeen;
import io.qubix.api.lease.Sessions;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.UserRenamed;
import io.qubix.api.user.Usernames;
import io.qubix.log.signal.Signals;
import io.qubix.query.poll.JobArrivals;
import io.qubix.query.poll.JobArrivals.Arrival;
import io.qubix.query.poll.LoggedArrivals;
import io.qubix.query.poll.TakenAttempts;
import io.qubix.runtime.memory.LargeAnswers;
import jakarta.persistence.EntityManagerFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationInitializer;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import tools.jackson.databind.JsonNode;

/** A node that answers queries over HTTP, on a log in memory and a real database. */
public final class QueryNode implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final GenericApplicationContext context;

  private QueryNode(GenericApplicationContext context) {
    this.context = context;
  }

  /** Everything that the nodes of a cluster share. */
  public static final class Cluster {

    public final String url = TestDatabase.url();
    public final TestLog log = new TestLog();
    public final TestSignals signals = new TestSignals();
    public final Arrivals arrivals = new Arrivals();
    public final Map<WorkerId, Instant> lastSeen = new ConcurrentHashMap<>();

    /** Who sends the requests. */
    public volatile Caller caller = Caller.ANYBODY;

    /** How much room there is for large answers. */
    public volatile LargeAnswers.Room room = stored -> true;

    public QueryNode start(String... properties) {
      return QueryNode.start(this, properties);
    }
  }

  /** Tells waiting callers of jobs on demand. */
  public static final class Arrivals implements JobArrivals {

    private final Map<WorkerId, CompletableFuture<Arrival>> waiting = new ConcurrentHashMap<>();
    private final Map<WorkerId, CompletableFuture<Stop>> taken = new ConcurrentHashMap<>();
    private final Set<WorkerId> idle = ConcurrentHashMap.newKeySet();
    private final TakenAttempts lately = new TakenAttempts(Clock.systemUTC());

    @Override
    public CompletableFuture<Arrival> next(WorkerId worker) {
      return waiting.compute(
          worker, (w, old) -> old == null || old.isDone() ? new CompletableFuture<>() : old);
    }

    /**
     * @param position of the assignment in the log
     */
    public void tell(WorkerId worker, long position) {
      tell(worker, new Arrival(position, null));
    }

    @Override
    public @Nullable List<JobView> held(WorkerId worker, long position) {
      return position == 0 && idle.contains(worker) ? List.of() : null;
    }

    @Override
    public List<JobView> learn(WorkerId worker, LongFunction<List<JobView>> lookUp) {
      return lookUp.apply(0);
    }

    @Override
    public CompletableFuture<Stop> nextTaken(WorkerId worker) {
      return taken.compute(
          worker, (w, old) -> old == null || old.isDone() ? new CompletableFuture<>() : old);
    }

    @Override
    public CompletableFuture<WorkerId> nextRegistration(WorkerId worker) {
      return new CompletableFuture<>();
    }

    @Override
    public TakenAttempts taken() {
      return lately;
    }

    @Override
    public boolean isHeldBy(WorkerId worker, JobId job) {
      return false;
    }

    /** The log tells that an attempt was taken from its worker. */
    public void take(Stop stop) {
      lately.heard(stop);
      taken.getOrDefault(stop.worker(), new CompletableFuture<>()).complete(stop);
    }

    /** The log told that the worker holds nothing, and was not heard since. */
    public void idle(WorkerId worker) {
      idle.add(worker);
    }

    public void tell(WorkerId worker, Arrival arrival) {
      waiting.getOrDefault(worker, new CompletableFuture<>()).complete(arrival);
    }
  }

  private static QueryNode start(Cluster cluster, String... properties) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("spring.datasource.url", cluster.url);
    settings.put("spring.datasource.hikari.maximum-pool-size", "20");
    settings.put("spring.flyway.enabled", "false");
    settings.put("spring.jpa.hibernate.ddl-auto", "validate");
    settings.put("spring.jpa.open-in-view", "false");
    settings.put("axon.axonserver.enabled", "false");
    settings.put("axon.serializer.general", "jackson3");
    settings.put("axon.serializer.events", "jackson3");
    settings.put("axon.serializer.messages", "jackson3");
    settings.put("server.port", "0");
    settings.put("qubix.query.wait", "10s");
    for (String property : properties) {
      settings.put(
          property.substring(0, property.indexOf('=')),
          property.substring(property.indexOf('=') + 1));
    }
    SpringApplication application = new SpringApplication(Program.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setDefaultProperties(Map.of("logging.level.root", "warn"));
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.addInitializers(
        (ApplicationContextInitializer<ConfigurableApplicationContext>)
            context -> {
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(new MapPropertySource("test", settings));
              context.getBeanFactory().registerSingleton("cluster", cluster);
            });
    return new QueryNode((GenericApplicationContext) application.run());
  }

  public <T> T get(Class<T> type) {
    return context.getBean(type);
  }

  public <T> List<T> all(Class<T> type) {
    return List.copyOf(context.getBeansOfType(type).values());
  }

  public JdbcTemplate jdbc() {
    return get(JdbcTemplate.class);
  }

  /**
   * An answer over HTTP.
   *
   * @param next the path that its header Link leads to; null without one
   */
  public record Answer(int status, JsonNode body, @Nullable String next) {}

  public Answer get(String path) {
    return answer(request(path).GET().build()).join();
  }

  public Answer get(String path, String header, String value) {
    return answer(request(path).header(header, value).GET().build()).join();
  }

  public CompletableFuture<Answer> getAsync(String path) {
    return answer(request(path).GET().build());
  }

  public Answer post(String path, String body) {
    return answer(
            request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build())
        .join();
  }

  private HttpRequest.Builder request(String path) {
    String port = context.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }

  private static CompletableFuture<Answer> answer(HttpRequest request) {
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(
            response ->
                new Answer(
                    response.statusCode(),
                    io.qubix.query.projection.row.ReadModelJson.read(response.body()),
                    response.headers().firstValue("Link").map(QueryNode::next).orElse(null)));
  }

  private static String next(String link) {
    URI uri = URI.create(link.substring(1, link.indexOf(">; rel=\"next\"")));
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  @Override
  public void close() {
    context.close();
  }

  @EnableAutoConfiguration
  @EntityScan
  @EnableJpaRepositories
  @ComponentScan(
      basePackages = {
        "io.qubix.query.act",
        "io.qubix.query.projection",
        "io.qubix.query.job",
        "io.qubix.query.decision",
        "io.qubix.query.market",
        "io.qubix.query.poll",
        "io.qubix.query.provider",
        "io.qubix.query.user",
        "io.qubix.query.ledger",
        "io.qubix.query.telemetry",
        "io.qubix.query.owner",
        "io.qubix.query.admin"
      },
      // It has arrivals that tests tell.
      excludeFilters =
          @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = LoggedArrivals.class))
  static class Program {

    @Bean
    FlywayMigrationInitializer schema(DataSource dataSource) {
      return new QuerySide().querySideSchema(dataSource, null);
    }

    @Bean
    @Primary
    JpaTransactionManager transactionManager(EntityManagerFactory entities) {
      return new QuerySide().transactionManager(entities);
    }

    @Bean
    TransactionManager axonTransactionManager(DataSource dataSource) {
      return new SpringTransactionManager(new JdbcTransactionManager(dataSource));
    }

    @Bean(destroyMethod = "")
    TestLog eventStore(Cluster cluster) {
      return cluster.log;
    }

    @Bean
    Signals signals(Cluster cluster) {
      return cluster.signals.ofNode();
    }

    @Bean
    LargeAnswers largeAnswers(Cluster cluster) {
      return () -> cluster.room;
    }

    @Bean
    LastSeen lastSeen(Cluster cluster) {
      return workers -> {
        Map<WorkerId, Instant> heard = new HashMap<>(cluster.lastSeen);
        heard.keySet().retainAll(workers);
        return heard;
      };
    }

    /** Has heard of no takeover. */
    @Bean
    Sessions sessions() {
      return (worker, session) -> {};
    }

    @Bean
    JobArrivals jobArrivals(Cluster cluster) {
      return cluster.arrivals;
    }

    @Bean
    Usernames usernames(Cluster cluster) {
      return address ->
          cluster
              .log
              .readEvents(address.streamId())
              .asStream()
              .map(event -> event.getPayload() instanceof UserRenamed it ? it.username() : null)
              .reduce(null, (before, name) -> name);
    }

    @Bean
    CurrentCaller caller(Cluster cluster) {
      return () -> cluster.caller;
    }

    @Bean
    LastUses lastUses() {
      return keys -> Map.of();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    /** An operator who sets an hour for an attempt, and bounds nothing. */
    @Bean
    JobLimits jobLimits() {
      return new JobLimits() {
        @Override
        public JobTerms complete(JobTerms asked, Instant now) {
          return asked.timeoutSeconds() == null
              ? JobTermsBuilder.builder(asked).timeoutSeconds(3_600).build()
              : asked;
        }

        @Override
        public @Nullable Money priceUpTo(@Nullable Money asked) {
          return asked;
        }
      };
    }

    @Bean
    MatchingPolicy policy(Environment environment) {
      return MatchingPolicy.named(environment.getProperty("qubix.matching.policy", "cheapest"));
    }

    @Bean
    MeterRegistry meters(List<MeterBinder> binders) {
      MeterRegistry meters = new SimpleMeterRegistry();
      binders.forEach(binder -> binder.bindTo(meters));
      return meters;
    }

    @Bean
    Problems problems() {
      return new Problems();
    }
  }

  /** Stands in for the advice of the whole program. */
  @ControllerAdvice
  static class Problems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(Rejection rejection) {
      ProblemDetail problem = ProblemDetail.forStatus(rejection.status());
      problem.setDetail(rejection.getMessage());
      if (rejection instanceof Rejection.Invalid invalid) {
        problem.setProperty("errors", invalid.errors());
      }
      return ResponseEntity.status(rejection.status()).body(problem);
    }
  }
}
