package io.qubix.query.live;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.qubix.api.TestDatabase;
import io.qubix.log.signal.Signals;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.query.job.WholeJobs;
import io.qubix.query.poll.LoggedArrivals;
import io.qubix.query.telemetry.TelemetryQueries;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Live updates on a server of their own; the log is in memory, telemetry in a real database. */
public final class LiveServer implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private LiveServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static LiveServer start(String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("server.port=0");
    all.add("spring.flyway.enabled=false");
    all.add("spring.main.banner-mode=off");
    all.add("axon.axonserver.enabled=false");
    all.add("axon.serializer.general=jackson3");
    System.setProperty("axoniq.update-checker.disabled", "true");
    return new LiveServer(
        new SpringApplicationBuilder(Program.class).properties(all.toArray(String[]::new)).run());
  }

  public URI uri(String scheme, String path) {
    int port = ((WebServerApplicationContext) context).getWebServer().getPort();
    return URI.create(scheme + "://localhost:" + port + path);
  }

  LiveClient connect() {
    return LiveClient.connect(uri("ws", "/ws"));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Waits until what happened so far was told. */
  public void settle() {
    long head = bean(World.class).head();
    await().until(() -> bean(Listeners.class).heard() >= head && meter("qubix.live.waiting") == 0);
  }

  double meter(String name) {
    return bean(MeterRegistry.class).get(name).meter().measure().iterator().next().getValue();
  }

  @Override
  public void close() {
    context.close();
  }

  /** No stereotype: no other test shall find it by a scan. */
  @EnableAutoConfiguration(
      exclude = {HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class})
  @ComponentScan(basePackageClasses = {LiveSocket.class, TelemetryQueries.class})
  @Import({WholeJobs.class, LoggedArrivals.class})
  static class Program {

    @Bean
    HikariDataSource dataSource() {
      HikariDataSource pool = TestDatabase.pool();
      pool.setMaximumPoolSize(4);
      Flyway.configure().dataSource(pool).locations("classpath:db/query").load().migrate();
      return pool;
    }

    @Bean
    EventStore eventStore() {
      return EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()).build();
    }

    @Bean
    Listeners committedEvents(EventStore log) {
      return new Listeners(log);
    }

    @Bean
    World world(EventStore log) {
      return new World(log);
    }

    @Bean
    Signals signals() {
      return new OneNodeSignals();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    RouterFunction<ServerResponse> home() {
      return RouterFunctions.route().GET("/", request -> ServerResponse.ok().body("home")).build();
    }
  }

  /** One thread that tells all of them, as the log's own does. */
  static final class Listeners implements CommittedEvents, SmartLifecycle {

    private final EventStore log;
    private final List<Consumer<TrackedEventMessage<?>>> listeners = new CopyOnWriteArrayList<>();
    private volatile long heard = -1;
    private volatile @Nullable Thread reader;

    Listeners(EventStore log) {
      this.log = log;
    }

    @Override
    public void listen(Consumer<TrackedEventMessage<?>> listener) {
      listeners.add(listener);
    }

    @Override
    public boolean allTold() {
      return false;
    }

    /** The index of the last event that all of them were told. */
    long heard() {
      return heard;
    }

    @Override
    public void start() {
      var events = log.openStream(log.createHeadToken());
      Thread thread = new Thread(() -> follow(events), "committed-events");
      thread.setDaemon(true);
      thread.start();
      reader = thread;
    }

    private void follow(BlockingStream<TrackedEventMessage<?>> events) {
      try {
        while (true) {
          TrackedEventMessage<?> event = events.nextAvailable();
          listeners.forEach(listener -> listener.accept(event));
          heard = event.trackingToken().position().orElseThrow();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void stop() {
      Thread running = reader;
      if (running != null) {
        running.interrupt();
        reader = null;
      }
    }

    @Override
    public boolean isRunning() {
      return reader != null;
    }
  }
}
