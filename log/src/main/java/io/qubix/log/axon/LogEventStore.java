package io.qubix.log.axon;

import java.util.List;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** Axon's view of the log: it appends events and reads streams, but does not follow the log. */
final class LogEventStore extends AbstractEventStore {

  private final Runnable committed;

  private LogEventStore(Builder builder) {
    super(builder);
    this.committed = builder.committed;
  }

  /**
   * @param committed run after a unit of work stored events
   */
  static LogEventStore over(EventStorageEngine storage, Runnable committed) {
    return new LogEventStore(new Builder(storage, committed));
  }

  @Override
  protected void afterCommit(List<? extends EventMessage<?>> events) {
    super.afterCommit(events);
    committed.run();
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    throw new UnsupportedOperationException("A LogFollower follows the log");
  }

  private static final class Builder extends AbstractEventStore.Builder {

    private final Runnable committed;

    Builder(EventStorageEngine storage, Runnable committed) {
      this.committed = committed;
      storageEngine(storage);
    }
  }
}
