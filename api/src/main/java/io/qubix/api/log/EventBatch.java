package io.qubix.api.log;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;

/**
 * Events that follow each other in the log, on their way to a reader as one message: a processor of
 * Axon's looks at each message for as many handlers as there are.
 *
 * @param events at least one
 */
public record EventBatch(List<TrackedEventMessage<?>> events) {

  /**
   * Takes what a stream has, without waiting for more. Several that an upcaster made of one share
   * its place, and stay together.
   *
   * @throws IllegalStateException when the stream has none
   */
  public static EventBatch take(TrackingEventStream log, AtMost most) {
    List<TrackedEventMessage<?>> events = new ArrayList<>();
    TrackedEventMessage<?> last = LogView.take(log);
    events.add(last);
    long bytes = LogMessage.bytesOf(last);
    while (log.peek().isPresent() && (most.hasRoom(events.size(), bytes) || isNextAt(last, log))) {
      last = LogView.take(log);
      events.add(last);
      bytes += LogMessage.bytesOf(last);
    }
    return new EventBatch(List.copyOf(events));
  }

  private static boolean isNextAt(TrackedEventMessage<?> last, TrackingEventStream log) {
    return log.peek().filter(next -> next.trackingToken().equals(last.trackingToken())).isPresent();
  }

  /** The message. It is where the last of the events is, and is taken for it. */
  public TrackedEventMessage<EventBatch> message() {
    TrackedEventMessage<?> last = last();
    return new GenericTrackedEventMessage<>(
        last.trackingToken(),
        new GenericEventMessage<>(
            last.getIdentifier(), this, last.getMetaData(), last.getTimestamp()));
  }

  /** Returns whether the batch ended because no more may be taken at once. */
  public boolean isFull(AtMost most) {
    return !most.hasRoom(events.size(), events.stream().mapToLong(LogMessage::bytesOf).sum());
  }

  /** The position of the last event. */
  public long end() {
    return positionOf(last());
  }

  /** The place of an event of the log. */
  public static long positionOf(TrackedEventMessage<?> event) {
    return event.trackingToken().position().orElseThrow();
  }

  private TrackedEventMessage<?> last() {
    return events.get(events.size() - 1);
  }
}
