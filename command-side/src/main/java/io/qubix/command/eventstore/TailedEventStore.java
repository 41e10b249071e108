package io.qubix.command.eventstore;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/** An event store whose readers hear of a commit at once, instead of polling for it. */
final class TailedEventStore extends AbstractEventStore {

  private final LogTail tail;
  private final Runnable committed;
  private final Set<String> ours = ConcurrentHashMap.newKeySet();

  private TailedEventStore(Builder builder) {
    super(builder);
    this.tail = builder.tail;
    this.committed = builder.committed;
    tail.listen(event -> heard(event, builder.cache));
  }

  /**
   * @param committed run after a unit of work stored events
   */
  static TailedEventStore over(
      EventStorageEngine storage, LogTail tail, AggregateCache cache, Runnable committed) {
    return new TailedEventStore(new Builder(storage, tail, cache, committed));
  }

  @Override
  protected void prepareCommit(List<? extends EventMessage<?>> events) {
    List<String> ids = events.stream().<String>map(EventMessage::getIdentifier).toList();
    ours.addAll(ids);
    if (CurrentUnitOfWork.isStarted()) {
      CurrentUnitOfWork.get().onRollback(work -> ids.forEach(ours::remove));
    }
    super.prepareCommit(events);
  }

  @Override
  protected void afterCommit(List<? extends EventMessage<?>> events) {
    super.afterCommit(events);
    committed.run();
  }

  /** Invalidates this node's copy of an aggregate that another node changed. */
  private void heard(TrackedEventMessage<?> event, AggregateCache cache) {
    if (!ours.remove(event.getIdentifier()) && event instanceof DomainEventMessage<?> ofAggregate) {
      cache.heard(ofAggregate.getAggregateIdentifier(), ofAggregate.getSequenceNumber());
    }
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    return new LogStream(tail, token);
  }

  private static final class Builder extends AbstractEventStore.Builder {

    private final LogTail tail;
    private final AggregateCache cache;
    private final Runnable committed;

    Builder(EventStorageEngine storage, LogTail tail, AggregateCache cache, Runnable committed) {
      this.committed = committed;
      this.tail = tail;
      this.cache = cache;
      storageEngine(storage);
    }
  }
}
