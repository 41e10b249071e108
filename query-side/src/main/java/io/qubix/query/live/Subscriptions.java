package io.qubix.query.live;

import io.qubix.api.Rejection;
import io.qubix.api.bounds.NameRule;
import io.qubix.api.job.JobId;
import io.qubix.api.job.view.JobView;
import io.qubix.api.json.StrictJson;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.api.request.Storable;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobQueries;
import io.qubix.query.live.Frame.Outcome;
import io.qubix.query.live.Frame.Progress;
import io.qubix.query.provider.ProviderQueries;
import io.qubix.query.telemetry.TelemetryQueries;
import io.qubix.query.telemetry.TelemetryQueries.Sample;
import io.qubix.runtime.thread.KeyedQueue;
import io.qubix.runtime.thread.VitalThreads;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Answers clients' subscriptions: those of one connection in order, those of different connections
 * side by side.
 */
@Component
@ForQueries
class Subscriptions implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);
  private static final String JOB = "job:";
  private static final String PROVIDER = "provider:";
  private static final int MAX_WAITING = 200;

  private final ExecutorService threads = VitalThreads.droppingPool("live-subscribe", 2);
  private final KeyedQueue<Subscriber, Request> requests =
      new KeyedQueue<>(threads, MAX_WAITING, Integer.MAX_VALUE, this::answer);
  private final Subscribers subscribers;
  private final JobQueries jobs;
  private final ProviderQueries providers;
  private final TelemetryQueries telemetry;
  private final Clock clock;

  Subscriptions(
      Subscribers subscribers,
      JobQueries jobs,
      ProviderQueries providers,
      TelemetryQueries telemetry,
      Clock clock) {
    this.subscribers = subscribers;
    this.jobs = jobs;
    this.providers = providers;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  private record Request(String type, String subscriptionId) {}

  /** Takes a client's frame without blocking. */
  void said(Subscriber subscriber, String text) {
    JsonNode frame;
    try {
      frame = StrictJson.read(text);
    } catch (JacksonException e) {
      refuse(subscriber, "A frame must be JSON");
      return;
    }
    String type = text(frame, "type");
    if (type.equals("ping")) {
      subscribers.send(subscriber, Frame.PONG);
    } else if (type.isEmpty()) {
      refuse(subscriber, "A frame must be a JSON object with a type");
    } else if (!requests.add(subscriber, new Request(type, text(frame, "subscriptionId")))) {
      refuse(subscriber, "Too many requests at once; try again");
    }
  }

  /** Returns a member's text, or an empty text when it is no text or the store cannot hold it. */
  private static String text(JsonNode frame, String member) {
    JsonNode node = frame.path(member);
    String text = node.isString() ? node.stringValue() : "";
    return Storable.isText(text) ? text : "";
  }

  private void answer(Subscriber subscriber, List<Request> inOrder) {
    for (Request request : inOrder) {
      try {
        answer(subscriber, request);
      } catch (Rejection e) {
        refuse(subscriber, e.getMessage());
      } catch (RuntimeException e) {
        log.warn("A live subscription failed", e);
        refuse(subscriber, "This is not possible now; try again");
      }
    }
  }

  private void answer(Subscriber subscriber, Request request) {
    String id = request.subscriptionId();
    switch (request.type()) {
      case "subscribe:job" -> subscribeJob(subscriber, bare(JOB, id));
      case "subscribe:provider" -> subscribeProvider(subscriber, bare(PROVIDER, id));
      case "subscribe:marketplace" ->
          subscribe(subscriber, Topic.MARKETPLACE.name(), Topic.MARKETPLACE, Watch.NOTHING);
      case "unsubscribe" -> unsubscribe(subscriber, id);
      default -> refuse(subscriber, "Unknown type");
    }
  }

  private void subscribeJob(Subscriber subscriber, String id) {
    required(id);
    JobId job = find(JobId.parse(id)).id();
    Topic topic = Topic.of(job);
    Watch watch = Watch.ofJob(telemetry.newestLine(job), telemetry.newestSample(job));
    if (subscribe(subscriber, topic.name(), topic, watch)) {
      subscribers.tellState(subscriber, topic, () -> stateOf(job, topic));
    }
  }

  /**
   * Looks the state up after the subscription: it includes all earlier events, and later ones are
   * sent as frames.
   */
  private Frame stateOf(JobId id, Topic topic) {
    JobView job = find(id);
    Progress progress = new Progress(job.progress(), job.currentOperation(), null, null);
    Watch watch = subscribers.watch(topic);
    if (watch != null) {
      watch.found(progress, job.status().isOver());
    }
    if (job.status().isOver()) {
      Instant at = job.completedAt() == null ? clock.instant() : job.completedAt();
      return Frame.jobCompleted(id, job.status(), outcomeOf(job), at);
    }
    Sample sample = telemetry.newestAfter(id, 0);
    return Frame.jobProgress(
        id, progress, sample == null ? null : sample.metrics(), clock.instant());
  }

  private static Outcome outcomeOf(JobView job) {
    return new Outcome(
        job.result(),
        job.error(),
        job.actualCost(),
        job.actualDuration(),
        false,
        job.resultOmitted() ? true : null);
  }

  /** Finds a job without a large result, because one connection may ask for many jobs. */
  private JobView find(JobId id) {
    return jobs.find(id, JobView.MOST_IN_LISTS).orElseThrow(Rejection.NotFound::job);
  }

  private void subscribeProvider(Subscriber subscriber, String id) {
    required(id);
    ProviderView provider = find(id);
    Topic topic = Topic.of(provider.workerId());
    Watch watch = Watch.ofProvider(provider.id(), telemetry.newestSample(provider.workerId()));
    if (subscribe(subscriber, PROVIDER + NameRule.normal(id), topic, watch)) {
      subscribers.tellState(subscriber, topic, () -> Frame.providerStatus(find(id)));
    }
  }

  private ProviderView find(String id) {
    return providers.find(id).orElseThrow(Rejection.NotFound::provider);
  }

  private boolean subscribe(Subscriber subscriber, String name, Topic topic, Watch watch) {
    boolean subscribed = subscribers.subscribe(subscriber, name, topic, watch);
    if (!subscribed) {
      refuse(subscriber, "This connection has the maximum number of subscriptions");
    }
    return subscribed;
  }

  private void unsubscribe(Subscriber subscriber, String id) {
    required(id);
    // A job's id may have any case, but a subscription is known by its full name.
    String name = id.startsWith(JOB) ? JobId.parse(bare(JOB, id)).toString() : NameRule.normal(id);
    subscribers.unsubscribe(subscriber, name);
  }

  private static void required(String subscriptionId) {
    if (subscriptionId.isBlank()) {
      throw new Rejection.Invalid("subscriptionId", "is required");
    }
  }

  private static String bare(String prefix, String id) {
    return id.startsWith(prefix) ? id.substring(prefix.length()) : id;
  }

  private void refuse(Subscriber subscriber, String message) {
    subscribers.send(subscriber, Frame.error(message));
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
