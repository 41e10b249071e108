package io.qubix.command.eventstore;

import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures snapshots of aggregates whose streams have no end. They are no part of the log and its
 * seal: deleting all of them costs only time.
 */
@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

  @Bean
  BackgroundSnapshotter photographer(
      ObjectProvider<org.axonframework.config.Configuration> axon,
      EventStore store,
      Serializer serializer) {
    // The aggregates are built with this, so it looks up their repositories later.
    return new BackgroundSnapshotter(type -> axon.getObject().repository(type), store, serializer);
  }

  @Bean
  SnapshotTriggerDefinition snapshots(
      BackgroundSnapshotter photographer, @Value("${qubix.snapshots.every:200}") int events) {
    return new EventCountSnapshotTriggerDefinition(photographer, events);
  }
}
