package io.qubix.query.projection;

import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** The log as a projection reads it: at a {@linkplain PacedStream pace}. */
final class PacedLog implements StreamableMessageSource<TrackedEventMessage<?>> {

  private final StreamableMessageSource<TrackedEventMessage<?>> log;
  private final String projection;
  private final ProjectionPositions positions;
  private final ScheduledExecutorService timer;

  PacedLog(
      StreamableMessageSource<TrackedEventMessage<?>> log,
      String projection,
      ProjectionPositions positions,
      ScheduledExecutorService timer) {
    this.log = log;
    this.projection = projection;
    this.positions = positions;
    this.timer = timer;
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
    return new PacedStream(
        (TrackingEventStream) log.openStream(token), Pace.STEADY, projection, positions, timer);
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
