package io.qubix.api.log;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** The log as some reader sees it; where it begins, ends and was at a time is the log's own. */
public final class LogView implements StreamableMessageSource<TrackedEventMessage<?>> {

  private final StreamableMessageSource<TrackedEventMessage<?>> log;
  private final UnaryOperator<TrackingEventStream> view;

  /**
   * @param view what a reader gets instead of a stream of the log's
   */
  public LogView(
      StreamableMessageSource<TrackedEventMessage<?>> log,
      UnaryOperator<TrackingEventStream> view) {
    this.log = log;
    this.view = view;
  }

  /**
   * The next event of a stream that was seen to have one: nothing is waited for.
   *
   * @throws IllegalStateException when interrupted
   */
  public static TrackedEventMessage<?> take(TrackingEventStream events) {
    try {
      return events.nextAvailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    return view.apply((TrackingEventStream) log.openStream(token));
  }

  @Override
  public TrackingToken createTailToken() {
    return log.createTailToken();
  }

  @Override
  public TrackingToken createHeadToken() {
    return log.createHeadToken();
  }

  @Override
  public TrackingToken createTokenAt(Instant dateTime) {
    return log.createTokenAt(dateTime);
  }
}
