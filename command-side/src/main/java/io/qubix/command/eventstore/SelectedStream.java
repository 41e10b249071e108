package io.qubix.command.eventstore;

import io.qubix.api.log.LogView;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.AbstractEventProcessor;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * The log for a reader that has a use for few of its events. The others wake nobody, and are passed
 * over before a processor looks at them: all but one in a thousand, so that its token goes along
 * and a restart does not begin far behind.
 */
public final class SelectedStream implements TrackingEventStream {

  static final int PASSED_OVER = 1_000;

  private final TrackingEventStream all;
  private final Predicate<EventMessage<?>> wanted;
  private int passedOver;

  private SelectedStream(TrackingEventStream all, Predicate<EventMessage<?>> wanted) {
    this.all = all;
    this.wanted = wanted;
  }

  /**
   * Returns the log for a processor: its own handlers say which events they have a use for, so that
   * none of them can be forgotten.
   *
   * @param processor the name of a streaming processor
   */
  public static StreamableMessageSource<TrackedEventMessage<?>> of(
      Configuration axon, String processor) {
    return new LogView(
        axon.eventStore(), all -> new SelectedStream(all, handledBy(axon, processor)));
  }

  /** Asks the handlers when a stream is opened, for the processor is built after its source. */
  private static Predicate<EventMessage<?>> handledBy(Configuration axon, String processor) {
    EventHandlerInvoker handlers =
        axon.eventProcessingConfiguration()
            .eventProcessor(processor, AbstractEventProcessor.class)
            .orElseThrow()
            .eventHandlerInvoker();
    return event -> handlers.canHandle(event, Segment.ROOT_SEGMENT);
  }

  /**
   * Returns the log for a reader that is no processor, or whose handler takes whole batches.
   *
   * @param wanted whether the reader has a use for an event; asked on any thread
   */
  static StreamableMessageSource<TrackedEventMessage<?>> of(
      StreamableMessageSource<TrackedEventMessage<?>> log, Predicate<EventMessage<?>> wanted) {
    return new LogView(log, all -> new SelectedStream(all, wanted));
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    Optional<TrackedEventMessage<?>> next = all.peek();
    while (next.isPresent() && passedOver < PASSED_OVER && !wanted.test(next.get())) {
      LogView.take(all);
      passedOver++;
      next = all.peek();
    }
    return next;
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(timeout);
    while (peek().isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0 || !all.hasNextAvailable((int) left, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (peek().isEmpty()) {
      all.hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
    }
    passedOver = 0;
    return all.nextAvailable();
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    return all instanceof LogStream log
        ? log.setOnAvailableCallback(wanted, callback)
        : all.setOnAvailableCallback(callback);
  }

  @Override
  public void close() {
    all.close();
  }
}
