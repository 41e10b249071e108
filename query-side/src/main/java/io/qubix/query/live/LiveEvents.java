package io.qubix.query.live;

import static io.qubix.query.live.LiveConfiguration.LIVE;

import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobAssignmentTimedOut;
import io.qubix.api.job.JobAttemptFailed;
import io.qubix.api.job.JobCancelled;
import io.qubix.api.job.JobCompleted;
import io.qubix.api.job.JobCreated;
import io.qubix.api.job.JobFailed;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobProgressed;
import io.qubix.api.job.JobStatus;
import io.qubix.api.provider.ProviderEvent;
import io.qubix.query.ForQueries;
import io.qubix.query.live.Frame.MarketNews;
import io.qubix.query.live.Frame.Outcome;
import io.qubix.query.live.Frame.Progress;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Follows the log on every node; never waits, so that nobody hears late because of another. */
@Component
@ForQueries
@ProcessingGroup(LIVE)
class LiveEvents {

  private final Subscribers subscribers;
  private final ProviderNews providers;

  LiveEvents(Subscribers subscribers, ProviderNews providers) {
    this.subscribers = subscribers;
    this.providers = providers;
  }

  @EventHandler
  void on(JobCreated event) {
    market(Frame.marketplace(MarketNews.JOB_CREATED, null, event.jobId()));
  }

  @EventHandler
  void on(JobAssigned event) {
    market(Frame.marketplace(MarketNews.JOB_ASSIGNED, event.provider().id(), event.jobId()));
  }

  @EventHandler
  void on(JobAssignmentTimedOut event) {
    market(Frame.marketplace(MarketNews.JOB_ASSIGNMENT_TIMEOUT, null, event.jobId()));
  }

  @EventHandler
  void on(JobProgressed event) {
    Topic topic = Topic.of(event.jobId());
    Watch watch = subscribers.watch(topic);
    if (watch != null) {
      Progress progress =
          new Progress(
              event.progress(), event.currentOperation(), event.timeRemaining(), event.costSoFar());
      subscribers.send(
          topic, Frame.jobProgress(event.jobId(), progress, watch.moved(progress), event.at()));
    }
  }

  @EventHandler
  void on(JobCompleted event) {
    Outcome outcome =
        new Outcome(event.result(), null, event.cost(), seconds(event.duration()), false);
    over(event.jobId(), JobStatus.COMPLETED, outcome, event.completedAt());
  }

  @EventHandler
  void on(JobAttemptFailed event) {
    if (event.willRetry()) {
      over(event.jobId(), JobStatus.FAILED, Outcome.failed(event.error(), true), event.failedAt());
    }
  }

  @EventHandler
  void on(JobFailed event) {
    over(event.jobId(), JobStatus.FAILED, Outcome.failed(event.error(), false), event.failedAt());
  }

  @EventHandler
  void on(JobCancelled event) {
    Outcome outcome = new Outcome(null, null, null, null, false);
    over(event.jobId(), JobStatus.CANCELLED, outcome, event.cancelledAt());
  }

  @EventHandler
  void on(ProviderEvent event) {
    providers.heard(event);
  }

  private void market(Frame frame) {
    subscribers.send(Topic.MARKETPLACE, frame);
  }

  private void over(JobId job, JobStatus status, Outcome outcome, Instant at) {
    Topic topic = Topic.of(job);
    Watch watch = subscribers.watch(topic);
    if (watch != null) {
      watch.ended(outcome.willRetry());
      subscribers.send(topic, Frame.jobCompleted(job, status, outcome, at));
    }
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
