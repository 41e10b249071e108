package io.qubix.query.live;

import io.qubix.query.ForQueries;
import io.qubix.runtime.thread.PeriodicTask;
import io.qubix.runtime.thread.VitalThreads;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The connections of this node and their topics. Sending never blocks on a client. */
@Component
@ForQueries
class Subscribers implements SmartLifecycle {

  private static final CloseReason GOING_AWAY =
      new CloseReason(CloseCodes.GOING_AWAY, "The server is going away");
  private static final long GOODBYE_SECONDS = 2;
  private static final int LOOKS = 20;

  /** How often it is asked whether the keys of the connections are still good. */
  private static final Duration CALLERS = Duration.ofSeconds(1);

  private final JsonMapper json;
  private final LiveProperties limits;
  private final LiveMeters meters;
  private final ExecutorService senders = VitalThreads.droppingPool("live-send", 2);
  private final ExecutorService closers = VitalThreads.droppingPool("live-close", 4);
  private final Set<Subscriber> open = ConcurrentHashMap.newKeySet();
  private final Map<Topic, Audience> audiences = new ConcurrentHashMap<>();
  private @Nullable PeriodicTask pings;
  private @Nullable PeriodicTask callers;

  Subscribers(JsonMapper json, LiveProperties limits, LiveMeters meters) {
    this.json = json;
    this.limits = limits;
    this.meters = meters;
  }

  Subscriber opened(Session session, BooleanSupplier standing, Frame greeting) {
    Subscriber subscriber = new Subscriber(session, standing, limits, meters, senders, closers);
    open.add(subscriber);
    meters.opened();
    send(subscriber, greeting);
    return subscriber;
  }

  void closed(Subscriber subscriber) {
    if (open.remove(subscriber)) {
      meters.closed();
      subscriber.leave().forEach(topic -> leave(subscriber, topic));
    }
  }

  /**
   * Subscribes and confirms it; the frames of the topic come after that.
   *
   * @param watch the known state of the topic, if it had no subscriber so far
   * @return false when the connection already has the most subscriptions
   */
  boolean subscribe(Subscriber subscriber, String name, Topic topic, Watch watch) {
    return subscriber.subscribe(
        name,
        topic,
        () -> {
          audiences.compute(
              topic,
              (key, audience) -> {
                Audience joined = audience == null ? new Audience(watch) : audience;
                joined.subscribers.add(subscriber);
                return joined;
              });
          send(subscriber, Frame.subscribed(name));
        });
  }

  void unsubscribe(Subscriber subscriber, String name) {
    subscriber.unsubscribe(name, topic -> leave(subscriber, topic));
  }

  private void leave(Subscriber subscriber, Topic topic) {
    audiences.computeIfPresent(
        topic,
        (key, audience) -> {
          audience.subscribers.remove(subscriber);
          return audience.subscribers.isEmpty() ? null : audience;
        });
  }

  boolean anybodyListens() {
    return !audiences.isEmpty();
  }

  boolean listenTo(Topic topic) {
    return audiences.containsKey(topic);
  }

  /** Returns the last sent state of the topic, or null when it has no subscriber. */
  @Nullable Watch watch(Topic topic) {
    Audience audience = audiences.get(topic);
    return audience == null ? null : audience.watch;
  }

  void send(Subscriber subscriber, Frame frame) {
    subscriber.send(json.writeValueAsString(frame));
  }

  void send(Topic topic, Frame frame) {
    Audience audience = audiences.get(topic);
    if (audience != null) {
      String text = json.writeValueAsString(frame);
      audience.subscribers.forEach(subscriber -> subscriber.send(text));
    }
  }

  /** Sends a changed state to all subscribers of a topic. */
  void changed(Topic topic, Frame frame) {
    Audience audience = audiences.get(topic);
    if (audience != null) {
      audience.changed(() -> send(topic, frame));
    }
  }

  /**
   * Sends the state of a topic to a subscriber, never an older one than before. If the state
   * changes during the look-up, it is looked up again. After several such changes the subscriber
   * knows the state from their frames.
   *
   * @param state looks the state up; it includes everything before the call
   */
  void tellState(Subscriber subscriber, Topic topic, Supplier<Frame> state) {
    for (int i = 0; i < LOOKS; i++) {
      Audience audience = audiences.get(topic);
      if (audience == null) {
        return;
      }
      long changes = audience.changes();
      if (audience.tell(subscriber, json.writeValueAsString(state.get()), changes)) {
        return;
      }
    }
  }

  /** Sends a changed state of the second topic to the subscribers of either, once. */
  void changed(Topic first, Topic second, Frame frame) {
    Audience others = audiences.get(second);
    if (others == null) {
      send(first, frame);
    } else {
      others.changed(() -> send(first, others, frame));
    }
  }

  private void send(Topic first, Audience others, Frame frame) {
    send(first, frame);
    Audience served = audiences.get(first);
    Set<Subscriber> had = served == null ? Set.of() : served.subscribers;
    String text = json.writeValueAsString(frame);
    others.subscribers.stream()
        .filter(subscriber -> !had.contains(subscriber))
        .forEach(subscriber -> subscriber.send(text));
  }

  @Override
  public synchronized void start() {
    Duration period = limits.pingEvery();
    pings = PeriodicTask.start("live-ping", period, period, () -> open.forEach(Subscriber::ping));
    callers =
        PeriodicTask.start(
            "live-callers", CALLERS, CALLERS, () -> open.forEach(Subscriber::endWithItsKey));
  }

  /** Closes all connections, within a bounded time. */
  @Override
  public synchronized void stop() {
    if (pings != null) {
      pings.stop(Duration.ZERO);
      pings = null;
    }
    if (callers != null) {
      callers.stop(Duration.ZERO);
      callers = null;
    }
    open.forEach(subscriber -> subscriber.close(GOING_AWAY));
    closers.shutdown();
    try {
      closers.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    senders.shutdownNow();
  }

  @Override
  public synchronized boolean isRunning() {
    return pings != null;
  }
}
