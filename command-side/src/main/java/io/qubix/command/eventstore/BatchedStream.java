package io.qubix.command.eventstore;

import io.qubix.api.log.AtMost;
import io.qubix.api.log.EventBatch;
import io.qubix.api.log.LogView;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** The log for a reader that takes what there is, several events in one {@link EventBatch}. */
public final class BatchedStream implements TrackingEventStream {

  private final TrackingEventStream log;
  private final AtMost most;
  private @Nullable TrackedEventMessage<EventBatch> ready;

  private BatchedStream(TrackingEventStream log, AtMost most) {
    this.log = log;
    this.most = most;
  }

  /**
   * The log with such streams.
   *
   * @param wanted whether the handler of the batches has a use for an event, which their type does
   *     not say; asked on any thread
   * @param most events in a batch; a processor keeps a thousand of them in memory
   */
  public static StreamableMessageSource<TrackedEventMessage<?>> of(
      StreamableMessageSource<TrackedEventMessage<?>> log,
      Predicate<EventMessage<?>> wanted,
      int most) {
    AtMost together = AtMost.events(most);
    return new LogView(
        SelectedStream.of(log, wanted), events -> new BatchedStream(events, together));
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    if (ready == null && log.peek().isPresent()) {
      ready = EventBatch.take(log, most).message();
    }
    return Optional.ofNullable(ready);
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    return ready != null || log.hasNextAvailable(timeout, unit);
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (peek().isEmpty()) {
      log.hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
    }
    TrackedEventMessage<?> next = ready;
    ready = null;
    return next;
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    return log.setOnAvailableCallback(callback);
  }

  @Override
  public void close() {
    log.close();
  }
}
