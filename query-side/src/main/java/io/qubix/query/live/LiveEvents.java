package io.qubix.query.live;

import io.qubix.api.Contents;
import io.qubix.api.Event;
import io.qubix.api.EventSwitch;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobAssignmentTimedOut;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobRequeued;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.ledger.MovesMoney;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.log.tail.CommittedEvents;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobQueries;
import io.qubix.query.live.Frame.MarketNews;
import io.qubix.query.live.Frame.Outcome;
import io.qubix.query.live.Frame.Progress;
import io.qubix.runtime.thread.VitalThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Follows the log on every node, from the node's start on; it claims and stores nothing. Without
 * subscribers it costs next to nothing. It has a separate thread that never blocks, so that no
 * subscriber delays the log or another subscriber.
 */
@Component
@ForQueries
class LiveEvents implements DisposableBean {

  private static final Logger LOGGER = LoggerFactory.getLogger(LiveEvents.class);
  private static final int MAX_WAITING = 10_000;

  /** The longest time that a progress waits for the metrics of its report, in ms. */
  private static final long METRICS_WITHIN = 1_000;

  /**
   * Sends the frames of an event.
   *
   * @param metricsFollow whether metrics of the same report come after it
   */
  private record Telling(LiveEvents live, boolean metricsFollow) {}

  private static final EventSwitch<Telling, JobEvent> NEWS =
      EventSwitch.<Telling, JobEvent>over(JobEvent.class)
          .on(JobCreated.class, (to, event) -> to.live().on(event))
          .on(JobAssigned.class, (to, event) -> to.live().on(event))
          .on(JobAssignmentTimedOut.class, (to, event) -> to.live().on(event))
          .on(JobProgressed.class, (to, event) -> to.live().on(event, to.metricsFollow()))
          .on(JobCompleted.class, (to, event) -> to.live().on(event))
          .on(JobAttemptFailed.class, (to, event) -> to.live().on(event))
          .on(JobFailed.class, (to, event) -> to.live().on(event))
          .on(JobCancelled.class, (to, event) -> to.live().on(event))
          .ignoring(JobLeftWaiting.class, JobStarted.class, JobRequeued.class);

  private final JobQueries jobs;
  private final Subscribers subscribers;
  private final ProviderNews providers;
  private final LiveMeters meters;
  private final ThreadPoolExecutor thread = VitalThreads.droppingPool("live-events", 1);
  private final ThreadPoolExecutor results = VitalThreads.droppingPool("live-results", 1);
  private final AtomicInteger waiting = new AtomicInteger();

  LiveEvents(
      CommittedEvents events,
      JobQueries jobs,
      Subscribers subscribers,
      ProviderNews providers,
      LiveMeters meters) {
    this.jobs = jobs;
    this.subscribers = subscribers;
    this.providers = providers;
    this.meters = meters;
    meters.waiting(waiting);
    events.listen(this::heard);
  }

  private void heard(EventMessage<?> event) {
    if (!subscribers.anybodyListens() || !isWanted(event.getPayload())) {
      return;
    }
    if (waiting.get() >= MAX_WAITING) {
      meters.skipped();
      return;
    }
    later(thread, event.getIdentifier(), () -> tell(event));
  }

  /**
   * Runs a step on another thread; it counts as waiting until it is done. A failure is logged and
   * skipped: no books depend on it.
   *
   * @param of the event or job concerned
   */
  private void later(Executor executor, Object of, Runnable step) {
    waiting.incrementAndGet();
    executor.execute(
        () -> {
          try {
            step.run();
          } catch (RuntimeException e) {
            LOGGER.warn("Subscribers are not told of {}", of, e);
          } finally {
            waiting.decrementAndGet();
          }
        });
  }

  private boolean isWanted(Object event) {
    return subscribers.listenTo(Topic.MARKETPLACE)
        || event instanceof Event known && subscribers.listenTo(new Topic(known.stream()))
        || event instanceof MovesMoney money && isListenedTo(money.transaction().worker());
  }

  private boolean isListenedTo(@Nullable WorkerId worker) {
    return worker != null && subscribers.listenTo(Topic.of(worker));
  }

  private void tell(EventMessage<?> message) {
    if (message.getPayload() instanceof MovesMoney money
        && isListenedTo(money.transaction().worker())) {
      providers.heard(money.transaction().worker(), money);
    }
    if (message.getPayload() instanceof ProviderEvent ofProvider) {
      providers.heard(ofProvider.workerId(), ofProvider);
    } else if (message.getPayload() instanceof JobEvent ofJob) {
      boolean metricsFollow = message.getMetaData().containsKey(JobProgressed.METRICS_FOLLOW);
      NEWS.after(new Telling(this, metricsFollow), ofJob);
    }
  }

  private void on(JobCreated event) {
    market(Frame.marketplace(MarketNews.JOB_CREATED, null, event.jobId()));
  }

  private void on(JobAssigned event) {
    market(Frame.marketplace(MarketNews.JOB_ASSIGNED, event.provider().id(), event.jobId()));
  }

  private void on(JobAssignmentTimedOut event) {
    market(Frame.marketplace(MarketNews.JOB_ASSIGNMENT_TIMEOUT, null, event.jobId()));
  }

  private void on(JobProgressed event, boolean metricsFollow) {
    Topic topic = Topic.of(event.jobId());
    Watch watch = subscribers.watch(topic);
    if (watch == null || watch.isOver()) {
      return;
    }
    release(event.jobId(), watch, null);
    Progress progress =
        new Progress(
            event.progress(), event.currentOperation(), event.timeRemaining(), event.costSoFar());
    if (metricsFollow) {
      // One frame carries both; if the metrics are lost, it carries the progress alone.
      watch.hold(progress, event.at());
      later(
          CompletableFuture.delayedExecutor(METRICS_WITHIN, TimeUnit.MILLISECONDS, thread),
          event.jobId(),
          () -> release(event.jobId(), watch, event.at()));
    } else {
      subscribers.changed(
          topic, Frame.jobProgress(event.jobId(), progress, watch.moved(progress), event.at()));
    }
  }

  private void release(JobId job, Watch watch, @Nullable Instant at) {
    Watch.Held held = watch.release(at);
    if (held != null) {
      subscribers.changed(
          Topic.of(job), Frame.jobProgress(job, held.progress(), held.metrics(), held.at()));
    }
  }

  private void on(JobCompleted event) {
    if (!Contents.areLeftOutOf(event)) {
      completed(event, event.result());
    } else if (subscribers.listenTo(Topic.of(event.jobId()))) {
      later(results, event.jobId(), () -> lookUp(event));
    }
  }

  private void completed(JobCompleted event, @Nullable JsonNode result) {
    Outcome outcome =
        new Outcome(result, null, event.cost(), seconds(event.duration()), false, null);
    over(event.jobId(), JobStatus.COMPLETED, outcome, event.completedAt());
  }

  /** Looks up a large result on a separate thread, so that other news does not wait. */
  private void lookUp(JobCompleted event) {
    jobs.find(event.jobId())
        .ifPresent(job -> later(thread, event.jobId(), () -> completed(event, job.result())));
  }

  private void on(JobAttemptFailed event) {
    if (event.willRetry()) {
      over(event.jobId(), JobStatus.FAILED, Outcome.failed(event.error(), true), event.failedAt());
    }
  }

  private void on(JobFailed event) {
    over(event.jobId(), JobStatus.FAILED, Outcome.failed(event.error(), false), event.failedAt());
  }

  private void on(JobCancelled event) {
    Outcome outcome = new Outcome(null, null, null, null, false, null);
    over(event.jobId(), JobStatus.CANCELLED, outcome, event.cancelledAt());
  }

  private void market(Frame frame) {
    subscribers.send(Topic.MARKETPLACE, frame);
  }

  private void over(JobId job, JobStatus status, Outcome outcome, Instant at) {
    Topic topic = Topic.of(job);
    Watch watch = subscribers.watch(topic);
    if (watch != null) {
      release(job, watch, null);
      watch.ended(outcome.willRetry());
      subscribers.changed(topic, Frame.jobCompleted(job, status, outcome, at));
    }
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
    results.shutdownNow();
  }
}
