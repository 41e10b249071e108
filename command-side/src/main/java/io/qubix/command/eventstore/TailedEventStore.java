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
  private final Set<String> ours = ConcurrentHashMap.newKeySet();

  private TailedEventStore(Builder builder) {
    super(builder);
    this.tail = builder.tail;
    tail.listen(event -> heard(event, builder.cache));
  }

  static TailedEventStore over(EventStorageEngine storage, LogTail tail, AggregateCache cache) {
    return new TailedEventStore(new Builder(storage, tail, cache));
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
    tail.committed();
  }

  /** What another node did to an aggregate makes our copy of it old. */
  private void heard(TrackedEventMessage<?> event, AggregateCache cache) {
    if (!ours.remove(event.getIdentifier()) && event instanceof DomainEventMessage<?> ofAggregate) {
      cache.remove(ofAggregate.getAggregateIdentifier());
    }
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    return new LogStream(tail, token);
  }

  private static final class Builder extends AbstractEventStore.Builder {

    private final LogTail tail;
    private final AggregateCache cache;

    Builder(EventStorageEngine storage, LogTail tail, AggregateCache cache) {
      this.tail = tail;
      this.cache = cache;
      storageEngine(storage);
    }
  }
}
