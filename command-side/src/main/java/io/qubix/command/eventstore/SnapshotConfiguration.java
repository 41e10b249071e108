package io.qubix.command.eventstore;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.spring.eventsourcing.SpringAggregateSnapshotterFactoryBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Snapshots of aggregates whose events are never over. They are no part of the log and of its seal:
 * whoever deletes them all loses nothing but time.
 */
@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

  /** Takes snapshots one after the other, while commands are answered. */
  static final class Photographer implements AutoCloseable {

    private final ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            body -> {
              Thread thread = new Thread(body, "snapshots");
              thread.setDaemon(true);
              return thread;
            });

    Photographer() {
      thread.allowCoreThreadTimeOut(true);
    }

    void take(Runnable snapshot) {
      thread.execute(snapshot);
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }

  @Bean
  Photographer photographer() {
    return new Photographer();
  }

  @Bean
  SpringAggregateSnapshotterFactoryBean snapshotter(
      Photographer photographer, JdbcTransactionManager axonPlatformTransactionManager) {
    SpringAggregateSnapshotterFactoryBean snapshotter = new SpringAggregateSnapshotterFactoryBean();
    snapshotter.setExecutor(photographer::take);
    snapshotter.setTransactionManager(axonPlatformTransactionManager);
    return snapshotter;
  }

  @Bean
  SnapshotTriggerDefinition snapshots(
      Snapshotter snapshotter, @Value("${qubix.snapshots.every:200}") int events) {
    return new EventCountSnapshotTriggerDefinition(snapshotter, events);
  }
}
