package io.qubix.query.live;

import io.qubix.api.NameRule;
import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobView;
import io.qubix.api.provider.ProviderView;
import io.qubix.api.request.Storable;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobQueries;
import io.qubix.query.live.Frame.Progress;
import io.qubix.query.provider.ProviderQueries;
import io.qubix.query.telemetry.TelemetryQueries;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What clients ask for. A connection's requests are answered in order, those of many side by side.
 */
@Component
@ForQueries
class Subscriptions implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);
  private static final String JOB = "job:";
  private static final String PROVIDER = "provider:";
  private static final int MAX_WAITING = 200;

  private final ExecutorService threads = Threads.pool("live-subscribe", 2);
  private final InTurn<Subscriber, Request> requests =
      new InTurn<>(threads, MAX_WAITING, Integer.MAX_VALUE, this::answer);
  private final Subscribers subscribers;
  private final JobQueries jobs;
  private final ProviderQueries providers;
  private final TelemetryQueries telemetry;
  private final JsonMapper json;

  Subscriptions(
      Subscribers subscribers,
      JobQueries jobs,
      ProviderQueries providers,
      TelemetryQueries telemetry,
      JsonMapper json) {
    this.subscribers = subscribers;
    this.jobs = jobs;
    this.providers = providers;
    this.telemetry = telemetry;
    this.json = json;
  }

  private record Request(String type, String subscriptionId) {}

  /** Takes a client's frame; never waits. */
  void said(Subscriber subscriber, String text) {
    JsonNode frame;
    try {
      frame = json.readTree(text);
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

  /** A member's text; empty when it is none, or none that the store could hold. */
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
        refuse(subscriber, "That can't be done now; try again");
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
    JobView job =
        jobs.find(JobId.parse(id))
            .orElseThrow(() -> new Rejection.NotFound("There is no such job"));
    Topic topic = Topic.of(job.id());
    Progress progress = new Progress(job.progress(), job.currentOperation(), null, null);
    Watch watch =
        Watch.ofJob(
            progress,
            job.status().isOver(),
            telemetry.newestLine(job.id()),
            telemetry.newestSample(job.id()));
    subscribe(subscriber, topic.name(), topic, watch);
  }

  private void subscribeProvider(Subscriber subscriber, String id) {
    required(id);
    ProviderView provider =
        providers.find(id).orElseThrow(() -> new Rejection.NotFound("There is no such provider"));
    Watch watch = Watch.ofProvider(provider.id(), telemetry.newestSample(provider.workerId()));
    subscribe(subscriber, PROVIDER + NameRule.normal(id), Topic.of(provider.workerId()), watch);
  }

  private void subscribe(Subscriber subscriber, String name, Topic topic, Watch watch) {
    if (!subscribers.subscribe(subscriber, name, topic, watch)) {
      refuse(subscriber, "This connection has as many subscriptions as it may have");
    }
  }

  private void unsubscribe(Subscriber subscriber, String id) {
    required(id);
    // A job's id comes in any case, and a subscription is known by its whole name.
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
