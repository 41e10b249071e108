package io.qubix.command.axon;

import io.qubix.runtime.thread.VitalThreads;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.Repository;
import org.axonframework.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes snapshots of aggregates in memory, one after the other, beside the commands. */
final class BackgroundSnapshotter implements Snapshotter, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(BackgroundSnapshotter.class);

  private final Function<Class<?>, Repository<?>> repositories;
  private final EventStore store;
  private final Serializer serializer;
  private final Set<String> due = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor thread = VitalThreads.pool("snapshots", 1);

  /**
   * @param serializer of the store's snapshots
   */
  BackgroundSnapshotter(
      Function<Class<?>, Repository<?>> repositories, EventStore store, Serializer serializer) {
    this.repositories = repositories;
    this.store = store;
    this.serializer = serializer;
  }

  @Override
  public void scheduleSnapshot(Class<?> type, String id) {
    if (CurrentUnitOfWork.isStarted()
        && CurrentUnitOfWork.get().root().phase().isBefore(UnitOfWork.Phase.AFTER_COMMIT)) {
      CurrentUnitOfWork.get().root().afterCommit(work -> schedule(type, id));
    } else {
      schedule(type, id);
    }
  }

  private void schedule(Class<?> type, String id) {
    if (due.add(id)) {
      thread.execute(() -> take(type, id));
    }
  }

  private void take(Class<?> type, String id) {
    due.remove(id);
    try {
      store.storeSnapshot(picture(type, id));
    } catch (ConcurrencyException e) {
      // Another node is changing the aggregate, and takes the next snapshot.
    } catch (RuntimeException e) {
      LOGGER.warn("There is no snapshot of {}", id, e);
    }
  }

  /** Serialises the aggregate under its lock, and stores the snapshot after releasing it. */
  private DomainEventMessage<?> picture(Class<?> type, String id) {
    ResultMessage<DomainEventMessage<?>> result =
        DefaultUnitOfWork.startAndGet(null)
            .executeWithResult(() -> picture(repositories.apply(type).load(id)));
    if (result.isExceptional()) {
      throw result.exceptionResult() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(result.exceptionResult());
    }
    return result.getPayload();
  }

  private <T> DomainEventMessage<T> picture(Aggregate<T> aggregate) {
    DomainEventMessage<T> picture =
        aggregate.invoke(
            root ->
                new GenericDomainEventMessage<>(
                    aggregate.type(), aggregate.identifierAsString(), aggregate.version(), root));
    // The message keeps its serialised form.
    picture.serializePayload(serializer, String.class);
    return picture;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
