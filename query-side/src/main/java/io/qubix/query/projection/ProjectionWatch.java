package io.qubix.query.projection;

import io.qubix.api.thread.VitalThreads;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has a processor try again at once when its read model stands still behind the log: after an
 * outage a processor by itself pauses longer and longer, up to a minute. On a node that does not
 * own the read model this takes it over as soon as its owner is given up.
 */
final class ProjectionWatch implements SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(ProjectionWatch.class);
  private static final long PERIOD_MILLIS = 2_000;
  private static final int SEGMENT = 0;

  private final Projections projections;
  private final EventProcessingConfiguration processing;
  private final Map<String, Long> positions = new HashMap<>();
  private volatile @Nullable ScheduledExecutorService timer;

  ProjectionWatch(Projections projections, EventProcessingConfiguration processing) {
    this.projections = projections;
    this.processing = processing;
  }

  private void look() {
    try {
      projections.all().forEach(this::look);
    } catch (RuntimeException e) {
      LOGGER.debug("The store is away: {}", e.getMessage());
    } catch (Error e) {
      VitalThreads.failed("projection-watch", e);
    }
  }

  private void look(Projections.Status status) {
    Long before = positions.put(status.name(), status.position());
    if (status.lag() > 0 && before != null && before == status.position()) {
      processing
          .eventProcessor(status.name(), StreamingEventProcessor.class)
          .filter(processor -> !processor.processingStatus().containsKey(SEGMENT))
          .ifPresent(processor -> processor.claimSegment(SEGMENT));
    }
  }

  @Override
  public void start() {
    ScheduledExecutorService started = VitalThreads.timer("projection-watch", 1);
    started.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    timer = started;
  }

  @Override
  public void stop() {
    ScheduledExecutorService running = timer;
    if (running != null) {
      running.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    ScheduledExecutorService running = timer;
    return running != null && !running.isShutdown();
  }
}
